package org.jts.telemetry.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.jts.api.BrokerId;
import org.jts.api.event.Notice;
import org.jts.api.event.Severity;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.Await;
import org.junit.jupiter.api.Test;

class BoundedEventLogTest {

    private final FakeTime time = new FakeTime();
    private final BoundedEventLog log = new BoundedEventLog(time);

    @Test
    void noticesAreKeptInOrderWithTheTimeOfNow() {
        log.publish(Severity.WARNING, "connection", Optional.of(new BrokerId("kis-main")), "first", "do this");
        log.publish(Severity.ERROR, "storage", Optional.empty(), "second", "");
        List<Notice> notices = log.notices();
        assertEquals(List.of("first", "second"), notices.stream().map(Notice::text).toList());
        assertEquals(FakeTime.START, notices.getFirst().time());
    }

    @Test
    void theOldestNoticeMakesRoomWhenTheLogIsFull() {
        for (int i = 0; i <= BoundedEventLog.CAPACITY; i++) {
            log.publish(Severity.INFO, "test", Optional.empty(), "notice " + i, "");
        }
        assertEquals(BoundedEventLog.CAPACITY, log.notices().size());
        assertEquals("notice 1", log.notices().getFirst().text());
    }

    @Test
    void listenersAreToldUntilTheyLeave() {
        AtomicInteger told = new AtomicInteger();
        var subscription = log.listen(told::incrementAndGet);
        log.publish(Severity.INFO, "test", Optional.empty(), "one", "");
        Await.until("the listener is told", () -> told.get() >= 1);
        subscription.close();
        AtomicInteger other = new AtomicInteger();
        log.listen(other::incrementAndGet);
        int before = told.get();
        log.publish(Severity.INFO, "test", Optional.empty(), "two", "");
        Await.until("the other listener is told", () -> other.get() >= 1);
        assertEquals(before, told.get());
    }
}
