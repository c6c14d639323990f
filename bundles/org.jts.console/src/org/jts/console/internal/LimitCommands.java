package org.jts.console.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jts.api.BrokerId;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.connection.SetupException;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitProfiles;
import org.jts.api.limit.LimitSetting;
import org.jts.api.limit.LimitSettings;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.LimitUsage.WindowUsage;
import org.jts.api.limit.MeteredLimit;
import org.jts.api.limit.RemoteLimits;
import org.jts.api.limit.RequestLimiters;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** {@code limit:…} */
@Component(service = LimitCommands.class, immediate = true)
public final class LimitCommands {

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int WATCH_SECONDS = 60;
    private static final BigDecimal MOST_REQUESTS = BigDecimal.valueOf(1_000_000_000);

    private final CommandSet commands;
    private final RequestLimiters limiters;
    private final LimitProfiles profiles;
    private final LimitSettings settings;
    private final BrokerRegistry registry;
    private final Finder finder;

    /** Limits that servers keep. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<RemoteLimits> remote = List.of();

    @Activate
    public LimitCommands(BundleContext context,
            @Reference(policyOption = ReferencePolicyOption.GREEDY) RequestLimiters limiters,
            @Reference LimitProfiles profiles, @Reference LimitSettings settings, @Reference BrokerRegistry registry,
            @Reference Finder finder) {
        this.limiters = limiters;
        this.profiles = profiles;
        this.settings = settings;
        this.registry = registry;
        this.finder = finder;
        commands = new CommandSet(context, "limit").add("show", this::show).add("forecast", this::forecast)
                .add("profiles", this::profiles).add("set", this::set).add("reset", this::reset);
    }

    @Deactivate
    void close() {
        commands.close();
    }

    private void show(Call call) throws CommandException, InterruptedException {
        Optional<String> name = call.args().nextIfAny();
        call.args().end();
        Optional<BrokerId> broker = name.isPresent() ? Optional.of(finder.broker(name).id()) : Optional.empty();
        int seconds = call.args().count("seconds", WATCH_SECONDS, 86_400);
        int times = call.args().has("watch") || call.args().has("seconds") ? seconds : 1;
        for (int i = 0; i < times; i++) {
            call.print(usage(chosen(broker)));
            if (!call.json()) {
                unknown(broker).forEach(call::say);
            }
            if (i + 1 < times) {
                finder.waiter().pause(EVERY);
                call.say("");
            }
        }
    }

    private Map<String, MeteredLimit> chosen(Optional<BrokerId> broker) {
        return broker.isPresent() ? of(broker.get()) : RemoteLimits.beside(limiters.limiters(), remote);
    }

    /** A sentence for each broker whose limits nobody can tell now. */
    private List<String> unknown(Optional<BrokerId> broker) {
        return remote.stream().filter(keeper -> !keeper.isKnown() && broker.filter(b -> !b.equals(keeper.id()))
                .isEmpty()).map(LimitCommands::unknown).sorted().toList();
    }

    private static String unknown(RemoteLimits keeper) {
        String last = keeper.lastSaid().map(said -> "it said at " + said.at() + ": " + said.limits().entrySet().stream()
                .flatMap(limit -> limit.getValue().usage().windows().stream().map(w -> "%s %d of %d, %s".formatted(
                        limit.getKey(), w.used(), w.allowed(), w.window())))
                .sorted().collect(Collectors.joining("; ", "", ""))).orElse("it has not been asked yet");
        return "%s: its limits are not known now, its server cannot be asked; %s".formatted(keeper.id(), last);
    }

    private Map<String, MeteredLimit> of(BrokerId broker) {
        return RemoteLimits.beside(limiters.limiters(broker), remote, broker);
    }

    private Report usage(Map<String, MeteredLimit> chosen) {
        Report report = new Report("No request limit is in use. It is from the first request of a broker on.", "key",
                "brokers", "profile", "window", "used", "allowed", "limit", "percent", "usedBy", "inFlight",
                "waiting", "nextSeconds", "bannedSeconds", "refusals", "sharing");
        chosen.forEach((key, limiter) -> {
            LimitUsage usage = limiter.usage();
            for (WindowUsage w : usage.windows()) {
                report.row(key, spenders(key), limiter.profile().id(), w.window(), w.used(), w.allowed(),
                        w.window().permits(), Math.round(w.ratio() * 100), lanes(w.byLane()), usage.inFlight(),
                        lanes(usage.waiting()), seconds(usage.nextPermit()),
                        usage.banned().map(LimitCommands::seconds), usage.refusals(), usage.sharing());
            }
        });
        return report;
    }

    private Report.Shown spenders(String key) {
        List<String> ids = registry.brokers().stream().map(BrokerConnection::id)
                .filter(id -> of(id).containsKey(key)).map(BrokerId::value).sorted().toList();
        return new Report.Shown(ids, String.join(", ", ids));
    }

    private static Report.Shown lanes(Map<Lane, Integer> counts) {
        List<String> lanes = Stream.of(Lane.values()).filter(counts::containsKey)
                .map(lane -> word(lane) + " " + counts.get(lane)).toList();
        return new Report.Shown(lanes, String.join(", ", lanes));
    }

    private void forecast(Call call) throws CommandException, InterruptedException {
        Args args = call.args();
        BrokerId broker = finder.broker(Optional.of(args.next("a broker"))).id();
        Lane lane = args.choice(Lane.class, args.next("a lane"), "lane");
        BigDecimal count = args.nextNumber("how many requests");
        args.end();
        if (count.signum() <= 0 || count.compareTo(MOST_REQUESTS) > 0 || count.stripTrailingZeros().scale() > 0) {
            throw args.wrong("expected a whole number of requests from 1 to %s, found \"%s\"".formatted(MOST_REQUESTS,
                    count.toPlainString()));
        }
        Map<String, Duration> all = new TreeMap<>();
        limiters.limiters(broker).forEach((key, limiter) ->
                all.put(key, limiter.forecast(lane, count.intValueExact())));
        Report report = new Report("No request limit of %s is in use.".formatted(broker), "key", "lane", "requests",
                "seconds");
        all.forEach((key, time) -> report.row(key, word(lane), count, seconds(time)));
        if (!call.json() && all.size() == 1) {
            call.say(seconds(all.values().iterator().next()).toPlainString() + " s");
        } else {
            call.print(report);
        }
    }

    private void profiles(Call call) throws CommandException {
        call.args().end();
        Report report = report();
        profiles.profiles().forEach(profile -> add(report, profile));
        call.print(report);
    }

    private void set(Call call) throws CommandException, SetupException {
        Args args = call.args();
        String id = args.next("a profile such as kis.real");
        Map<LimitSetting, String> changes = new EnumMap<>(LimitSetting.class);
        for (String word : args.rest("what to set, for example windows=18/1s,1000/1m")) {
            int equals = word.indexOf('=');
            LimitSetting setting = LimitSetting.ofKey(equals < 0 ? word : word.substring(0, equals))
                    .filter(s -> equals > 0).orElseThrow(() -> args.wrong("expected KEY=VALUE with one of the keys %s, "
                            .formatted(Stream.of(LimitSetting.values()).map(LimitSetting::key)
                                    .collect(Collectors.joining(", "))) + "found \"" + word + "\""));
            changes.put(setting, word.substring(equals + 1));
        }
        settings.change(id, changes);
        print(call, id);
    }

    private void reset(Call call) throws CommandException, SetupException {
        String id = call.args().next("a profile such as kis.real");
        call.args().end();
        if (profiles.profile(id).isEmpty()) {
            throw new CommandException(
                    "expected one of the limits that limit:profiles lists, found \"%s\"".formatted(id));
        }
        settings.reset(id);
        print(call, id);
    }

    private void print(Call call, String id) {
        Report report = report();
        profiles.profile(id).ifPresent(profile -> add(report, profile));
        call.printFacts(report);
    }

    private static Report report() {
        return new Report("No limits are known.", "id", "name", "windows", "reserved", "maxWaiting", "answerLimit",
                "lostGrace", "set", "source");
    }

    private void add(Report report, LimitProfile profile) {
        List<String> set = settings.settings(profile.id()).keySet().stream().sorted().map(LimitSetting::key).toList();
        report.row(profile.id(), profile.name(), LimitSetting.WINDOWS.of(profile), LimitSetting.RESERVED.of(profile),
                profile.maxWaiting(), LimitSetting.ANSWER_LIMIT.of(profile), LimitSetting.LOST_GRACE.of(profile),
                new Report.Shown(set, String.join(", ", set)), profile.source());
    }

    /** With tenths below ten seconds, whole above. */
    private static BigDecimal seconds(Duration time) {
        BigDecimal exact = BigDecimal.valueOf(time.toMillis(), 3);
        int digits = exact.compareTo(BigDecimal.TEN) < 0 && exact.stripTrailingZeros().scale() > 0 ? 1 : 0;
        return exact.setScale(digits, RoundingMode.CEILING);
    }

    private static String word(Lane lane) {
        return lane.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
