package org.jts.server.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jts.api.BrokerId;
import org.jts.api.audit.AuditRecord;
import org.jts.api.audit.AuditTrail;
import org.jts.api.audit.Correlation;
import org.jts.api.time.TimeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes into the audit trail who had this server changed, and what came of it. */
final class Acts {

    private static final Logger LOG = LoggerFactory.getLogger(Acts.class);

    private final Supplier<Optional<AuditTrail>> trail;
    private final TimeSource time;

    Acts(Supplier<Optional<AuditTrail>> trail, TimeSource time) {
        this.trail = trail;
        this.time = time;
    }

    /**
     * What is to be done.
     *
     * @param by     who asked for it
     * @param broker which broker it is about, when about one
     * @param action what
     * @param facts  the rest, without secrets
     */
    record Act(Caller by, Optional<BrokerId> broker, String action, Map<String, String> facts) {
        Act {
            Objects.requireNonNull(by, "by");
            facts = Map.copyOf(facts);
        }

        Act(String action, Map<String, String> facts) {
            this(Caller.CURRENT.get(), Optional.empty(), action, facts);
        }
    }

    /** Does it under a name of its own, which all that follows from it has too. */
    <T> T write(Act act, Callable<T> work) throws Exception {
        return write(act, work, problem -> String.valueOf(problem.getMessage()));
    }

    /** @param words what is written down of why it was not done */
    <T> T write(Act act, Callable<T> work, Function<Throwable, String> words) throws Exception {
        try (Correlation.Scope scope = Correlation.resume(Optional.of(Correlation.fresh("server")))) {
            record(act, "asked", Optional.empty());
            try {
                T answer = work.call();
                record(act, "done", Optional.empty());
                return answer;
            } catch (InterruptedException e) {
                record(act, "done", Optional.of("given up"));
                throw e;
            } catch (Exception | Error e) {
                record(act, "done", Optional.of(words.apply(e)));
                throw e;
            }
        }
    }

    /** Never fails: what is done does not depend on who writes it down. */
    private void record(Act act, String phase, Optional<String> problem) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("phase", phase);
        facts.put("by", act.by().toString());
        facts.putAll(act.facts());
        problem.ifPresent(text -> facts.put("problem", text));
        try {
            trail.get().ifPresent(there -> there.record(new AuditRecord(time.now(), AuditRecord.Kind.ACT,
                    Correlation.current(), act.broker(), act.action(), () -> facts)));
        } catch (RuntimeException e) {
            LOG.warn("{} by {} is missing in the audit trail", act.action(), act.by(), e);
        }
    }
}
