package org.jts.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.jts.api.Subscription;
import org.junit.jupiter.api.Test;

class ListenersTest {

    private final Listeners<Runnable> listeners = new Listeners<>();
    private final List<String> told = new ArrayList<>();

    @Test
    void aListenerThatThrowsIsPassedOver() {
        listeners.add(() -> told.add("first"));
        listeners.add(() -> {
            throw new IllegalStateException("expected by the test");
        });
        listeners.add(() -> {
            throw new NoClassDefFoundError("expected by the test");
        });
        listeners.add(() -> told.add("last"));
        listeners.tell(Runnable::run);
        assertEquals(List.of("first", "last"), told);
    }

    @Test
    void theSameListenerAddedTwiceIsRemovedOneByOne() {
        Runnable same = () -> told.add("same");
        Subscription first = listeners.add(same);
        listeners.add(same);
        first.close();
        first.close();
        listeners.tell(Runnable::run);
        assertEquals(List.of("same"), told);
        assertFalse(listeners.isEmpty());
    }

    @Test
    void aListenerMayRemoveItselfWhileTold() {
        Subscription[] self = new Subscription[1];
        self[0] = listeners.add(() -> {
            told.add("once");
            self[0].close();
        });
        listeners.tell(Runnable::run);
        listeners.tell(Runnable::run);
        assertEquals(List.of("once"), told);
        assertTrue(listeners.isEmpty());
    }
}
