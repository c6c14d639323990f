package org.jts.exchange.internal;

import static org.jts.exchange.internal.Words.T;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

import org.jts.api.order.OrderStatus;
import org.jts.api.order.TimeInForce;
import org.jts.exchange.MarketRules;
import org.jts.exchange.MarketRules.Hours;
import org.jts.exchange.PriceModel.NoLiquidity;
import org.jts.exchange.SessionPhase;
import org.jts.exchange.internal.Journal.Kind;
import org.jts.exchange.internal.Timers.Timer;

/** The clock of one market: phases, days, and the participants' steps. */
final class Session {

    private static final long WARM_UP_STEP = Duration.ofSeconds(15).toNanos();

    private final Engine engine;
    private final Market market;
    private final Matcher matcher;
    private final Participants participants;
    private final PricePath path;
    private final MarketRules rules;
    private final Timer phaseTimer;
    private final Timer stepTimer;
    private final long stepNanos;
    private final long stepOffset;

    /** @param rank of the market among all; those of one rank act in turn within the step interval */
    Session(Market market, Matcher matcher, Participants participants, PricePath path, long stepNanos, int rank,
            int ranks) {
        this.market = market;
        this.matcher = matcher;
        this.participants = participants;
        this.path = path;
        this.stepNanos = stepNanos;
        engine = market.engine;
        rules = market.instrument.rules;
        stepOffset = stepNanos * rank / ranks;
        phaseTimer = new Timer(rank, this::changePhase);
        stepTimer = new Timer(ranks + rank, this::step);
    }

    /** The exchange begins to exist. */
    void start(boolean warmUp) {
        Instant now = Exact.instant(engine.now);
        SessionPhase phase = rules.phaseAt(now);
        if (phase != SessionPhase.CLOSED) {
            beginPath(market.day, false);
            boolean traded = phase != SessionPhase.OPENING_AUCTION && !(path.model() instanceof NoLiquidity);
            if (warmUp && traded) {
                warmUp();
            }
            path.skipTo(engine.now);
            enter(phase);
        }
        market.phase = phase;
        if (phase == SessionPhase.CONTINUOUS) {
            participants.requote();
        }
        engine.timers.set(phaseTimer, Exact.nanos(rules.nextChange(now)));
    }

    /** Prices and candles of the part of the session that is over already. */
    private void warmUp() {
        Hours hours = rules.hours(market.day);
        long from = Exact.nanos(hours.open());
        long until = Math.min(engine.now, Exact.nanos(rules.nextChange(hours.open())));
        double share = (double) WARM_UP_STEP / (Exact.nanos(hours.close()) - from);
        double daily = market.instrument.listing.dailyVolume().doubleValue()
                / market.instrument.symbol.lotSize().doubleValue();
        long lots = Math.max(1, (long) (daily * share));
        for (long time = from; time < until; time += WARM_UP_STEP) {
            path.advance(time);
            market.record(time, market.clamp(path.price()), lots);
        }
    }

    private void changePhase() {
        Instant now = Exact.instant(engine.now);
        SessionPhase before = market.phase;
        SessionPhase phase = rules.phaseAt(now);
        LocalDate day = rules.tradingDay(now);
        if (before.isAuction() && !market.halted) {
            Auction.uncross(market, matcher);
        }
        if (phase == SessionPhase.CLOSED && before != SessionPhase.CLOSED) {
            close();
        }
        if (phase != SessionPhase.CLOSED && !day.equals(market.day)) {
            expireDayOrders();
            participants.withdrawAll();
            market.beginDay(day);
            dropBeyondLimits();
            beginPath(day, before == SessionPhase.CLOSED);
        } else if (phase != SessionPhase.CLOSED && before == SessionPhase.CLOSED) {
            beginPath(day, true);
        }
        market.phase = phase;
        if (phase != before) {
            engine.journal.note(Kind.PHASE, engine.now, market.instrument.index, phase.ordinal(), 0, 0, 0);
            engine.outbox.phase(market);
            if (phase != SessionPhase.CLOSED) {
                enter(phase);
            }
        }
        matcher.fireStops(market);
        engine.timers.set(phaseTimer, Exact.nanos(rules.nextChange(now)));
    }

    private void beginPath(LocalDate day, boolean gap) {
        Hours hours = rules.hours(day);
        path.beginDay(Exact.nanos(hours.open()), Exact.nanos(hours.close()), gap);
    }

    private void enter(SessionPhase phase) {
        if (phase.isAuction()) {
            participants.withdrawAll();
        }
        long past = Math.floorMod(engine.now - stepOffset, stepNanos);
        engine.timers.set(stepTimer, past == 0 ? engine.now : engine.now + stepNanos - past);
    }

    private void step() {
        if (market.phase == SessionPhase.CLOSED) {
            return;
        }
        if (market.halted) {
            path.advance(engine.now);
        } else if (market.phase.isAuction()) {
            participants.stepInAuction(engine.now);
        } else {
            participants.step(engine.now);
            matcher.fireStops(market);
        }
        engine.timers.set(stepTimer, engine.now + stepNanos);
    }

    private void close() {
        engine.timers.clear(stepTimer);
        expireDayOrders();
        participants.withdrawAll();
    }

    private void expireDayOrders() {
        for (AccountState account : engine.ledger.accounts()) {
            OrderEntry next;
            for (OrderEntry order = account.firstOpen(); order != null; order = next) {
                next = order.nextOfAccount;
                if (order.market == market && order.timeInForce != TimeInForce.GTC) {
                    market.end(order, OrderStatus.EXPIRED, T.get("end.day"));
                }
            }
        }
    }

    /** Orders from before whose price the new day does not allow, and market orders that a halt kept waiting. */
    private void dropBeyondLimits() {
        for (AccountState account : engine.ledger.accounts()) {
            OrderEntry next;
            for (OrderEntry order = account.firstOpen(); order != null; order = next) {
                next = order.nextOfAccount;
                if (order.market != market) {
                    continue;
                }
                if (order.isMarket() && !order.dormant) {
                    market.end(order, OrderStatus.CANCELLED, T.get("end.market"));
                } else if (!order.isMarket() && (order.limit < market.lowest || order.limit > market.highest)) {
                    market.end(order, OrderStatus.CANCELLED, T.get("end.limits")
                            .formatted(Text.number(market.instrument.decimalPrice(market.lowest)),
                                    Text.number(market.instrument.decimalPrice(market.highest)),
                                    Text.number(market.instrument.decimalPrice(order.limit))));
                }
            }
        }
    }
}
