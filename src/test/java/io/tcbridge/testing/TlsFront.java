package io.tcbridge.testing;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;
import java.util.List;

/** A TLS end for HTTP/2 in front of a server without, at one port with changing certificates. */
public final class TlsFront implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final int behind;
  private NetServer server;
  private int port;

  private TlsFront(int behind) {
    this.behind = behind;
  }

  /** In front of this port of 127.0.0.1; nobody is served before {@link #show}. */
  public static TlsFront to(int behind) {
    return new TlsFront(behind);
  }

  public int port() {
    return port;
  }

  /** From now on new connections see this certificate. */
  public void show(Path certificate) {
    if (server != null) {
      server.close().toCompletionStage().toCompletableFuture().join();
    }
    NetClient client = vertx.createNetClient();
    NetServerOptions tls = new NetServerOptions().setSsl(true).setUseAlpn(true);
    tls.setKeyCertOptions(
        new PfxOptions().setPath(certificate.toString()).setPassword(Certificates.PASSWORD));
    tls.getSslOptions().setApplicationLayerProtocols(List.of("h2"));
    server = vertx.createNetServer(tls).connectHandler(socket -> join(socket, client));
    port =
        server
            .listen(port, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join()
            .actualPort();
  }

  private void join(NetSocket front, NetClient client) {
    front.pause();
    client
        .connect(behind, "127.0.0.1")
        .onSuccess(
            back -> {
              front.pipeTo(back);
              back.pipeTo(front);
            })
        .onFailure(gone -> front.close());
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
