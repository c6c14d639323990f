package org.jts.connection.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;

import org.jts.api.connection.Cause;
import org.jts.api.event.Severity;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.FakeEventLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NoticesTest {

    @ParameterizedTest
    @EnumSource(Severity.class)
    void withoutAnEventLogTheyGoToTheLogFile(Severity severity) {
        Notices notices = new Notices();
        assertDoesNotThrow(() -> notices.publish(severity, Optional.empty(), "text", "detail"));
    }

    @Test
    void textThatIsTooLongForANoticeIsCut() {
        FakeEventLog log = new FakeEventLog(new FakeTime());
        Notices.to(log).publish(Severity.INFO, Optional.empty(), "x".repeat(3000), "");
        assertEquals(2000, log.notices().getFirst().text().length());
    }

    @Test
    void eventLogThatComesLateGetsWhatWasSaidBeforeAndALateGoodbyeIsIgnored() {
        FakeEventLog early = new FakeEventLog(new FakeTime());
        FakeEventLog late = new FakeEventLog(new FakeTime());
        Notices notices = new Notices();
        notices.info(Bench.ID, "before", "");
        notices.attach(early);
        notices.attach(late);
        notices.detach(early);
        notices.info(Bench.ID, "after", "");
        assertEquals("before", early.notices().getFirst().text());
        assertEquals("after", late.notices().getFirst().text());
    }

    @Test
    void eventLogThatThrowsHurtsNobody() {
        FakeEventLog log = new FakeEventLog(new FakeTime());
        log.listen(() -> {
            throw new IllegalStateException("full");
        });
        assertDoesNotThrow(() -> Notices.to(log).info(Bench.ID, "text", ""));
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void everyCauseComesWithAdvice(Cause cause) {
        assertEquals('.', StateNotices.advice(cause).charAt(StateNotices.advice(cause).length() - 1));
    }
}
