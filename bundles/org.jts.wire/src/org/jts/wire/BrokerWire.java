package org.jts.wire;

import static org.jts.wire.Scalars.checked;
import static org.jts.wire.Scalars.duration;
import static org.jts.wire.Scalars.here;
import static org.jts.wire.Scalars.instant;
import static org.jts.wire.Scalars.timestamp;
import static org.jts.wire.Scalars.wire;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import org.jts.api.connection.Cause;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.connection.ConnectionState;
import org.jts.api.gateway.Capabilities;
import org.jts.api.gateway.Feature;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.LimitUsage.WindowUsage;
import org.jts.api.limit.MeteredLimit;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.market.Timeframe;
import org.jts.api.order.OrderType;
import org.jts.api.order.TimeInForce;
import org.jts.wire.proto.gateway.BrokerStatus;
import org.jts.wire.proto.gateway.ConnectionCause;
import org.jts.wire.proto.gateway.LaneCount;
import org.jts.wire.proto.gateway.OrderKind;
import org.jts.wire.proto.gateway.RateLimit;
import org.jts.wire.proto.gateway.RequestLane;

/** What a broker can do, how its connection stands, what is used of its limits. @since 1.0 */
public final class BrokerWire {

    private static final String FEATURE = "FEATURE_";
    private static final String PHASE = "CONNECTION_PHASE_";
    private static final String CAUSE = "CONNECTION_CAUSE_";
    private static final String LANE = "REQUEST_LANE_";

    private BrokerWire() {
    }

    public static org.jts.wire.proto.gateway.Capabilities message(Capabilities capabilities) {
        var out = org.jts.wire.proto.gateway.Capabilities.newBuilder();
        capabilities.features().stream().sorted()
                .forEach(f -> out.addFeatures(wire(org.jts.wire.proto.gateway.Feature.class, FEATURE, f)));
        capabilities.orders().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(kind -> {
            OrderKind.Builder order = OrderKind.newBuilder().setType(OrderWire.message(kind.getKey()));
            kind.getValue().stream().sorted().forEach(time -> order.addTimesInForce(OrderWire.message(time)));
            out.addOrders(order);
        });
        capabilities.timeframes().stream().sorted().forEach(frame -> out.addTimeframes(frame.code()));
        capabilities.maxStreamedSymbols().ifPresent(out::setMaxStreamedSymbols);
        capabilities.instructions().forEach(instruction -> out.addInstructions(OrderWire.message(instruction)));
        return out.build();
    }

    /** What a newer server offers and nobody here knows is left out. */
    public static Capabilities capabilities(org.jts.wire.proto.gateway.Capabilities in) {
        Set<Feature> features = new HashSet<>();
        in.getFeaturesList().stream().filter(f -> f != org.jts.wire.proto.gateway.Feature.UNRECOGNIZED)
                .forEach(f -> features.add(here(Feature.class, FEATURE, f)));
        Map<OrderType, Set<TimeInForce>> orders = new HashMap<>();
        for (OrderKind kind : in.getOrdersList()) {
            if (kind.getType() != org.jts.wire.proto.trading.OrderType.UNRECOGNIZED) {
                Set<TimeInForce> times = new HashSet<>();
                kind.getTimesInForceList().stream()
                        .filter(t -> t != org.jts.wire.proto.trading.TimeInForce.UNRECOGNIZED)
                        .forEach(t -> times.add(OrderWire.timeInForce(t)));
                orders.put(OrderWire.type(kind.getType()), Set.copyOf(times));
            }
        }
        Set<Timeframe> frames = new HashSet<>();
        in.getTimeframesList().forEach(code -> Timeframe.ofCode(code).ifPresent(frames::add));
        return new Capabilities(features, orders, frames,
                in.hasMaxStreamedSymbols() ? OptionalInt.of(in.getMaxStreamedSymbols()) : OptionalInt.empty(),
                in.getInstructionsList().stream().map(OrderWire::instruction).flatMap(Optional::stream).toList());
    }

    public static BrokerStatus message(ConnectionState state) {
        BrokerStatus.Builder out = BrokerStatus.newBuilder()
                .setPhase(wire(org.jts.wire.proto.gateway.ConnectionPhase.class, PHASE, state.phase()))
                .setCause(wire(ConnectionCause.class, CAUSE, state.cause())).setDetail(state.detail())
                .setSince(timestamp(state.since())).setAttempt(state.attempt());
        state.retryAt().ifPresent(at -> out.setRetryAt(timestamp(at)));
        return out.build();
    }

    public static ConnectionState state(BrokerStatus in) {
        return checked("broker status", () -> new ConnectionState(here(ConnectionPhase.class, PHASE, in.getPhase()),
                here(Cause.class, CAUSE, in.getCause()), in.getDetail(), instant(in.getSince(), "since"),
                in.getAttempt(), in.hasRetryAt() ? Optional.of(instant(in.getRetryAt(), "retry_at"))
                        : Optional.empty()));
    }

    /** @param key what the broker meters */
    public static RateLimit message(String key, RequestLimiter limiter) {
        return message(key, (MeteredLimit) limiter);
    }

    /**
     * @param key what the broker meters
     * @since 1.1
     */
    public static RateLimit message(String key, MeteredLimit limit) {
        LimitUsage usage = limit.usage();
        LimitProfile profile = limit.profile();
        RateLimit.Builder out = RateLimit.newBuilder().setKey(key).setProfileId(profile.id())
                .setProfileName(profile.name()).setSource(profile.source()).setInFlight(usage.inFlight())
                .setWaiting(usage.waiting().values().stream().mapToInt(Integer::intValue).sum())
                .addAllWaitingByLane(counts(usage.waiting())).setNextPermit(duration(usage.nextPermit()))
                .setRefusals(usage.refusals());
        usage.banned().ifPresent(left -> out.setBanned(duration(left)));
        usage.windows().forEach(window -> out.addWindows(org.jts.wire.proto.gateway.RateWindow.newBuilder()
                .setPermits(window.window().permits()).setPeriod(duration(window.window().period()))
                .setRule(window.window().toString()).setUsed(window.used()).setAllowed(window.allowed())
                .addAllUsedByLane(counts(window.byLane()))));
        return out.build();
    }

    private static List<LaneCount> counts(Map<Lane, Integer> lanes) {
        return lanes.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(lane -> LaneCount.newBuilder()
                .setLane(wire(RequestLane.class, LANE, lane.getKey())).setCount(lane.getValue()).build()).toList();
    }

    /**
     * A limit that the sender keeps. How it is kept (what is reserved, how long it waits for answers) is the sender's
     * matter and not said: of that the profile has what is usual.
     *
     * @since 1.1
     */
    public static MeteredLimit limit(RateLimit in) {
        return checked("request limit " + in.getKey(), () -> {
            LimitUsage usage = new LimitUsage(in.getWindowsList().stream().map(BrokerWire::window).toList(),
                    lanes(in.getWaitingByLaneList()), in.getInFlight(), duration(in.getNextPermit()),
                    in.hasBanned() ? Optional.of(duration(in.getBanned())) : Optional.empty(), in.getRefusals(),
                    LimitUsage.Sharing.REMOTE);
            return new SaidLimit(LimitProfile.of(in.getProfileId(), in.getProfileName(),
                    in.getSource().isEmpty() ? in.getProfileName() : in.getSource(),
                    usage.windows().stream().map(WindowUsage::window).toList()), usage);
        });
    }

    private static WindowUsage window(org.jts.wire.proto.gateway.RateWindow in) {
        RateWindow rule = in.getRule().isEmpty() ? RateWindow.of(in.getPermits(), duration(in.getPeriod()))
                : RateWindow.parse(in.getRule()); // an older server tells the figures alone
        return new WindowUsage(rule, in.getUsed(), in.getAllowed(), lanes(in.getUsedByLaneList()));
    }

    /** What a newer server counts and nobody here knows is left out. */
    private static Map<Lane, Integer> lanes(List<LaneCount> counts) {
        Map<Lane, Integer> lanes = new EnumMap<>(Lane.class);
        counts.stream().filter(c -> c.getLane() != RequestLane.UNRECOGNIZED
                && c.getLane() != RequestLane.REQUEST_LANE_UNKNOWN)
                .forEach(c -> lanes.put(here(Lane.class, LANE, c.getLane()), c.getCount()));
        return lanes;
    }

    /** A limit as its keeper said last. */
    private record SaidLimit(LimitProfile profile, LimitUsage usage) implements MeteredLimit {
    }
}
