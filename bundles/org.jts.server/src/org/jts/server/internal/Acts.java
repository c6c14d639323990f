package org.jts.server.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

import org.jts.api.BrokerId;
import org.jts.api.audit.AuditRecord;
import org.jts.api.audit.AuditRecorder;
import org.jts.api.audit.Correlation;

/** Writes into the audit trail who had this server changed, and what came of it. */
final class Acts {

    private final AuditRecorder recorder;

    Acts(AuditRecorder recorder) {
        this.recorder = recorder;
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

    /** Does it under the name of the call, or one of its own, which all that follows from it has too. */
    <T> T write(Act act, Callable<T> work) throws Exception {
        return write(act, work, problem -> String.valueOf(problem.getMessage()));
    }

    /** @param words what is written down of why it was not done */
    <T> T write(Act act, Callable<T> work, Function<Throwable, String> words) throws Exception {
        try (Correlation.Scope scope = Correlation.open("server")) {
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

    /**
     * Writes down which client asks for what the desk is about to do; the desk writes down the rest, and that it was a
     * client's only by the name of what it belongs to, which clients choose.
     *
     * @param broker about which broker, when about one
     * @param facts  what tells it from others of its kind; not to change any more
     */
    void client(Caller by, Optional<BrokerId> broker, String action, Map<String, String> facts) {
        recorder.record(AuditRecord.Kind.ACT, broker, action, () -> {
            Map<String, String> all = new LinkedHashMap<>(Map.of("phase", "client"));
            all.put("by", by.toString());
            all.putAll(facts);
            return all;
        });
    }

    private void record(Act act, String phase, Optional<String> problem) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("phase", phase);
        facts.put("by", act.by().toString());
        facts.putAll(act.facts());
        problem.ifPresent(text -> facts.put("problem", text));
        recorder.record(AuditRecord.Kind.ACT, act.broker(), act.action(), () -> facts);
    }
}
