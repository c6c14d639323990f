package org.jts.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class BoundedMapTest {

    @Test
    void ofTheNewestTheFirstThatWasPutGoes() {
        Map<String, Integer> map = BoundedMap.ofNewest(2);
        map.put("a", 1);
        map.put("b", 2);
        map.put("a", 3);
        assertEquals(3, map.get("a"));
        map.computeIfAbsent("c", key -> 4);
        assertEquals(List.of("b", "c"), List.copyOf(map.keySet()), "neither use nor another value keeps one");
        map.putAll(Map.of("d", 5));
        map.putIfAbsent("e", 6);
        assertEquals(List.of("d", "e"), List.copyOf(map.keySet()), "however it is put");
    }

    @Test
    void ofTheLastUsedTheOneGoesThatNobodyAskedForLongest() {
        Map<String, Integer> map = BoundedMap.ofLastUsed(2);
        map.put("a", 1);
        map.put("b", 2);
        assertEquals(1, map.get("a"));
        map.put("c", 3);
        assertEquals(List.of("a", "c"), List.copyOf(map.keySet()));
        map.put("a", 4);
        map.put("d", 5);
        assertEquals(Map.of("a", 4, "d", 5), map);
    }

    @Test
    void aBoundIsOneOrMore() {
        String said = assertThrows(IllegalArgumentException.class, () -> BoundedMap.ofNewest(0)).getMessage();
        assertTrue(said.contains("expected 1 or more, found 0"), said);
        assertThrows(IllegalArgumentException.class, () -> BoundedMap.ofLastUsed(-1));
    }
}
