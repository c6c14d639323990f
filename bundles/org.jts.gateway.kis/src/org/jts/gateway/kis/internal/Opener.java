package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jts.api.BrokerId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitProfiles;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.limit.RequestLimiters;
import org.jts.api.time.TimeSource;
import org.jts.http.MeteredHttp;

/** Opens sessions: a metered line for each app key, and what is to be learned before one can be used. */
final class Opener {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** How long a connection waits for what it can go on without. */
    private static final Duration LEARN = Duration.ofSeconds(5);

    /** What sessions are made with. */
    record Services(TimeSource time, RequestLimiters limiters, LimitProfiles profiles, TokenDesk tokens, Trail trail) {
    }

    private final BrokerId id;
    private final KisSettings settings;
    private final Services services;
    private final FillBook book;
    private final Directory directory;
    private final Routes routes;

    Opener(BrokerId id, KisSettings settings, Services services, FillBook book, Directory directory,
            Routes routes) {
        this.routes = routes;
        this.id = id;
        this.settings = settings;
        this.services = services;
        this.book = book;
        this.directory = directory;
    }

    Session open(GatewayListener listener) throws BrokerException, InterruptedException {
        TimeSource time = services.time();
        Session fresh = new Session(settings, lines(), book, routes, new SessionHours(settings.markets(),
                directory::isTradingDay), time, "kis-" + id + "-", listener,
                (channel, notice) -> services.trail().heard(id, time.now(), channel, notice));
        boolean done = false;
        try {
            fresh.open();
            directory.recall(listener::onNotice);
            if (!fresh.learn(() -> directory.refresh(fresh.rest, fresh::notice, Clock.today(time.now())), LEARN)) {
                listener.onNotice(T.get("symbols.later"));
            }
            done = true;
        } finally {
            if (!done) {
                fresh.end();
            }
        }
        return fresh;
    }

    private List<Session.Line> lines() throws BrokerException {
        List<Session.Line> lines = new ArrayList<>();
        for (KisSettings.KeyPair pair : settings.keys()) {
            KisSettings own = settings.with(pair);
            RequestLimiter limiter = services.limiters().limiter(id, "kis/" + own.keyName(), profile());
            lines.add(new Session.Line(new KisRest(own, own.keyName(), services.tokens(), limiter, new MeteredHttp(
                    limiter, settings.client().connectTimeout(CONNECT)), services.time()), limiter));
        }
        return lines;
    }

    private LimitProfile profile() throws BrokerException {
        String name = settings.paper() ? "kis.paper" : "kis.real";
        return services.profiles().profile(name).orElseThrow(() -> new BrokerException(ErrorCategory.SYSTEM, T.format(
                "limit.none", name)));
    }
}
