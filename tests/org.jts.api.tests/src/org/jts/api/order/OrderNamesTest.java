package org.jts.api.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrderNamesTest {

    private final Locale before = Locale.getDefault();

    @AfterEach
    void restoreTheLanguage() {
        Locale.setDefault(before);
    }

    @Test
    void statesAreInTheLanguageOfTheProcess() {
        Locale.setDefault(Locale.KOREAN);
        assertEquals("미체결", OrderNames.status(OrderStatus.ACCEPTED));
        assertEquals("스탑지정가", OrderNames.type(OrderType.STOP_LIMIT));
        Locale.setDefault(Locale.ENGLISH);
        assertEquals("Open", OrderNames.status(OrderStatus.ACCEPTED));
        assertEquals("Stop limit", OrderNames.type(OrderType.STOP_LIMIT));
    }

    @Test
    void noTwoAreCalledTheSame() {
        for (Locale language : new Locale[] {Locale.KOREAN, Locale.ENGLISH}) {
            Locale.setDefault(language);
            assertDiffer(OrderStatus.values(), OrderNames::status);
            assertDiffer(OrderType.values(), OrderNames::type);
            assertDiffer(TimeInForce.values(), OrderNames::timeInForce);
            assertDiffer(Side.values(), OrderNames::side);
        }
    }

    private static <E> void assertDiffer(E[] all, Function<E, String> name) {
        Stream<String> names = Arrays.stream(all).map(name);
        assertEquals(all.length, names.distinct().count());
    }
}
