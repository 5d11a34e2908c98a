package io.tcbridge.catalogue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.tcbridge.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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

  /** They say which one is meant: the other events have nothing to do with it. */
  private static final Set<Status.Code> UNKNOWN =
      EnumSet.of(Status.Code.NOT_FOUND, Status.Code.INVALID_ARGUMENT);

  /** Some hundred cities are little; nothing else is done meanwhile, also not for the lease. */
  private static final Duration MOST_FOR_CITIES = Duration.ofSeconds(20);

  private static final Metadata.Key<String> KEY =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> LANGUAGE =
      Metadata.Key.of("preferred-language", Metadata.ASCII_STRING_MARSHALLER);

  private final Settings.Catalogue settings;
  private final TcSimpleReader reader;
  private final ManagedChannel connection;
  private final Channel channel;
  private Part part;
  private volatile BlockingClientCall<ByteString, ByteString> stream;

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
    // its own deadline ends it
    next(1, settings.timeout().multipliedBy(2));
  }

  @Override
  public List<Part> parts() {
    return PARTS;
  }

  @Override
  public void open(Part next, String event) {
    giveUp();
    part = next;
    ByteString request = event == null ? WireRequest.EVERYTHING : WireRequest.seats(event);
    stream = call(next.call(), request, settings.timeout());
  }

  private BlockingClientCall<ByteString, ByteString> call(
      String method, ByteString request, Duration timeout) {
    return ClientCalls.blockingV2ServerStreamingCall(
        channel,
        MethodDescriptor.<ByteString, ByteString>newBuilder()
            .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
            .setFullMethodName(MethodDescriptor.generateFullMethodName(settings.service(), method))
            .setRequestMarshaller(Bytes.AS_THEY_ARE)
            .setResponseMarshaller(Bytes.AS_THEY_ARE)
            .build(),
        CallOptions.DEFAULT.withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS),
        request);
  }

  @Override
  public Batch next(int messages, Duration patience) {
    try {
      return read(messages, System.nanoTime() + patience.toNanos());
    } catch (StatusException broken) {
      throw trouble(part.label(), broken, settings.timeout());
    } catch (InvalidProtocolBufferException broken) {
      throw new CatalogueTrouble(
          "the stream of " + part.label() + " has a message that is not readable", broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CatalogueTrouble("the stream of " + part.label() + " was interrupted", stopped);
    }
  }

  /** Each message becomes items at once: one alone may be large. Only venues wait for cities. */
  private Batch read(int messages, long until)
      throws StatusException, InterruptedException, InvalidProtocolBufferException {
    List<Item> items = new ArrayList<>();
    List<WireMessage> venues = new ArrayList<>();
    boolean isLast = false;
    try {
      for (int taken = 0; taken < messages && !isLast; taken++) {
        ByteString bytes = stream.read(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (bytes == null) {
          isLast = true;
        } else if (part == Part.VENUES) {
          venues.add(WireMessage.of(bytes));
        } else {
          items.addAll(reader.items(part, WireMessage.of(bytes)));
        }
      }
    } catch (TimeoutException goesOn) {
      isLast = false;
    }
    learnCities(venues);
    for (WireMessage venue : venues) {
      items.addAll(reader.items(part, venue));
    }
    return new Batch(isLast, items);
  }

  /** Only the cities of these venues: there are more in the world than anybody needs. */
  private void learnCities(List<WireMessage> venues)
      throws InterruptedException, InvalidProtocolBufferException {
    Set<Integer> unknown = new TreeSet<>();
    for (WireMessage venue : venues) {
      int city = TcSimpleReader.cityOf(venue);
      if (city != 0 && !reader.knowsCity(city)) {
        unknown.add(city);
      }
    }
    if (unknown.isEmpty()) {
      return;
    }
    Duration timeout =
        settings.timeout().compareTo(MOST_FOR_CITIES) < 0 ? settings.timeout() : MOST_FOR_CITIES;
    BlockingClientCall<ByteString, ByteString> cities =
        call("Cities", WireRequest.cities(unknown), timeout);
    try {
      for (ByteString city = cities.read(); city != null; city = cities.read()) {
        reader.city(WireMessage.of(city));
      }
    } catch (StatusException broken) {
      throw trouble("cities", broken, timeout);
    }
  }

  private CatalogueTrouble trouble(String label, StatusException broken, Duration timeout) {
    return new CatalogueTrouble(
        GrpcWords.of(label, broken.getStatus(), settings, timeout),
        broken,
        UNKNOWN.contains(broken.getStatus().getCode()));
  }

  private void giveUp() {
    BlockingClientCall<ByteString, ByteString> reading = stream;
    if (reading != null) {
      reading.cancel("given up", null);
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
