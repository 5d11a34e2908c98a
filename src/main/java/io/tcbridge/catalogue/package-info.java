/** The catalogue of tc-simple, read as a stream and mirrored into the ERP by SQL. */
package io.tcbridge.catalogue;
