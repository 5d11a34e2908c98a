package io.tcbridge.catalogue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptors;
import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.tcbridge.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * The service {@code v3.Simple}: each call is one request and a stream of answers, read as fast as
 * they are asked for. The key goes bare, without the word that REST wants before it.
 */
final class TcSimple implements CatalogueSource {

  private static final List<Part> PARTS =
      List.of(
          Part.CATEGORIES,
          Part.TAGS,
          Part.ARTISTS,
          Part.COUNTRIES,
          Part.META_EVENTS,
          Part.VENUES,
          Part.MAPS,
          Part.EVENTS);

  /** A map of a stadium carries each seat and its drawings in one message. */
  private static final int LARGEST_MESSAGE = 64 * 1024 * 1024;

  private static final Metadata.Key<String> KEY =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> LANGUAGE =
      Metadata.Key.of("preferred-language", Metadata.ASCII_STRING_MARSHALLER);

  private final Settings.Catalogue settings;
  private final TcSimpleReader reader;
  private final ManagedChannel connection;
  private final Channel channel;
  private Part part;
  private Context.CancellableContext call;
  private Iterator<ByteString> stream;

  TcSimple(Settings settings, InstantSource clock) {
    this.settings = settings.catalogue();
    this.reader = new TcSimpleReader(clock);
    ChannelCredentials credentials =
        this.settings.tls() ? TlsChannelCredentials.create() : InsecureChannelCredentials.create();
    this.connection =
        Grpc.newChannelBuilder(this.settings.address().orElseThrow(), credentials)
            .maxInboundMessageSize(LARGEST_MESSAGE)
            .disableRetry()
            .build();
    Metadata headers = new Metadata();
    headers.put(KEY, settings.ticketscloud().apiKey().reveal());
    headers.put(LANGUAGE, this.settings.language());
    this.channel =
        ClientInterceptors.intercept(
            connection, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  @Override
  public void probe() {
    open(Part.COUNTRIES, null);
    next(1);
  }

  @Override
  public List<Part> parts() {
    return PARTS;
  }

  @Override
  public void open(Part next, String event) {
    giveUp();
    part = next;
    call = Context.current().withCancellation();
    ByteString request = event == null ? WireRequest.EVERYTHING : WireRequest.seats(event);
    call.run(() -> stream = call(next.call(), request));
  }

  private Iterator<ByteString> call(String method, ByteString request) {
    return ClientCalls.blockingServerStreamingCall(
        channel,
        MethodDescriptor.<ByteString, ByteString>newBuilder()
            .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
            .setFullMethodName(MethodDescriptor.generateFullMethodName(settings.service(), method))
            .setRequestMarshaller(Bytes.AS_THEY_ARE)
            .setResponseMarshaller(Bytes.AS_THEY_ARE)
            .build(),
        CallOptions.DEFAULT.withDeadlineAfter(settings.timeout().toMillis(), TimeUnit.MILLISECONDS),
        request);
  }

  @Override
  public Batch next(int messages) {
    try {
      List<WireMessage> batch = new ArrayList<>();
      while (batch.size() < messages && stream.hasNext()) {
        batch.add(WireMessage.of(stream.next()));
      }
      if (part == Part.VENUES) {
        learnCities(batch);
      }
      List<Item> items = new ArrayList<>();
      for (WireMessage message : batch) {
        items.addAll(reader.items(part, message));
      }
      return new Batch(batch.size(), items);
    } catch (StatusRuntimeException broken) {
      throw new CatalogueTrouble(GrpcWords.of(part, broken.getStatus(), settings), broken);
    } catch (InvalidProtocolBufferException broken) {
      throw new CatalogueTrouble(
          "the stream of " + part.label() + " has a message that is not readable", broken);
    }
  }

  /** Only the cities of these venues: there are more in the world than anybody needs. */
  private void learnCities(List<WireMessage> venues) throws InvalidProtocolBufferException {
    Set<Integer> unknown = new TreeSet<>();
    for (WireMessage venue : venues) {
      int city = TcSimpleReader.cityOf(venue);
      if (city != 0 && !reader.knowsCity(city)) {
        unknown.add(city);
      }
    }
    if (!unknown.isEmpty()) {
      Iterator<ByteString> cities = call("Cities", WireRequest.cities(unknown));
      while (cities.hasNext()) {
        reader.city(WireMessage.of(cities.next()));
      }
    }
  }

  private void giveUp() {
    if (call != null) {
      call.cancel(null);
    }
  }

  @Override
  public void close() {
    giveUp();
    connection.shutdownNow();
  }

  /** Messages are taken apart by {@link WireMessage}. */
  private static final class Bytes implements MethodDescriptor.Marshaller<ByteString> {
    static final Bytes AS_THEY_ARE = new Bytes();

    @Override
    public InputStream stream(ByteString value) {
      return value.newInput();
    }

    @Override
    public ByteString parse(InputStream stream) {
      try {
        return ByteString.readFrom(stream);
      } catch (IOException e) {
        throw Status.INTERNAL
            .withDescription("a message that cannot be read")
            .withCause(e)
            .asRuntimeException();
      }
    }
  }
}
