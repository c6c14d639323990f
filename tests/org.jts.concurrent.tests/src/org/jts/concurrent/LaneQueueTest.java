package org.jts.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class LaneQueueTest {

    private record Guest(int lane, long deadline, String name) implements LaneQueue.Waiting {
    }

    private final LaneQueue<Guest> queue = new LaneQueue<>(3);
    private final List<String> served = new ArrayList<>();

    @Test
    void upperLanesGoFirstAndWithinALaneWhoeverCameFirst() {
        add(2, "c");
        add(1, "b1");
        add(1, "b2");
        add(0, "a");
        assertEquals(4, queue.size());
        assertEquals(2, queue.size(1));
        assertEquals(2, queue.of(1).size());
        queue.serve((guest, due) -> serve(guest, LaneQueue.ALL));
        assertEquals(List.of("a", "b1", "b2", "c"), served);
        assertTrue(queue.isEmpty());
    }

    @Test
    void whoeverFindsNoRoomHoldsBackThoseBehindHimWhoWouldTakeItAndNobodyElse() {
        add(0, "a");
        add(1, "b");
        add(2, "c");
        queue.serve((guest, due) -> guest.lane() == 0 ? LaneQueue.bit(0) | LaneQueue.bit(1)
                : serve(guest, LaneQueue.bit(guest.lane())));
        assertEquals(List.of("c"), served);
        assertEquals("b", queue.head(1).name());
    }

    @Test
    void laneWhoseTurnItIsAndThatIsBlockedHoldsBackOnlyItsNeighbours() {
        add(2, "c");
        passOver(LaneQueue.TURN);
        assertEquals(2, queue.due());
        add(0, "a");
        add(1, "b");
        queue.serve((guest, due) -> {
            assertEquals(guest.lane() == 2, due);
            return guest.lane() == 2 ? LaneQueue.bit(2) | LaneQueue.bit(1) : serve(guest, LaneQueue.ALL);
        });
        assertEquals(List.of("a"), served);
    }

    @Test
    void turnsAreCountedOnlyByGrantsOfTheSameRoomAndForgottenWithTheLane() {
        add(2, "c");
        for (int i = 0; i < 2 * LaneQueue.TURN; i++) {
            queue.granted(0, LaneQueue.bit(0) | LaneQueue.bit(1));
        }
        assertEquals(-1, queue.due());
        passOver(LaneQueue.TURN);
        assertTrue(queue.isDue(2));
        queue.removeIf(guest -> guest.deadline() <= 99, guest -> served.add("gone " + guest.name()));
        assertEquals(List.of(), served);
        queue.removeIf(guest -> guest.deadline() <= 100, guest -> served.add("gone " + guest.name()));
        assertEquals(List.of("gone c"), served);
        add(2, "d");
        assertFalse(queue.isDue(2));
    }

    @Test
    void whoeverComesPassesOnlyThoseWhoWaitForOtherRoom() {
        assertTrue(queue.letsPass(1, (guest, due) -> LaneQueue.ALL));
        add(1, "b");
        assertFalse(queue.letsPass(1, (guest, due) -> 0));
        assertTrue(queue.letsPass(0, (guest, due) -> LaneQueue.ALL));
        assertTrue(queue.letsPass(2, (guest, due) -> LaneQueue.bit(1)));
        assertFalse(queue.letsPass(2, (guest, due) -> LaneQueue.bit(1) | LaneQueue.bit(2)));
        passOver(LaneQueue.TURN);
        queue.remove(queue.head(1));
        add(2, "c");
        passOver(LaneQueue.TURN);
        assertFalse(queue.letsPass(0, (guest, due) -> due ? LaneQueue.ALL : 0));
    }

    @Test
    void deadlinesAndHeadsAreKnown() {
        assertEquals(LaneQueue.NEVER, queue.nextDeadline());
        assertNull(queue.head(0));
        queue.add(new Guest(0, 7, "a"));
        queue.add(new Guest(2, 5, "b"));
        assertEquals(5, queue.nextDeadline());
        queue.remove(new Guest(1, 1, "nobody"));
        assertEquals(2, queue.size());
        assertThrows(IllegalArgumentException.class, () -> new LaneQueue<Guest>(32));
    }

    /** Rooms of one or two lanes each; whoever is above never waits while all rooms he needs are free. */
    @Test
    void nobodyWaitsForRoomThatIsNotHis() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            LaneQueue<Guest> lanes = new LaneQueue<>(5);
            int[] rooms = random.ints(3, 1, 32).toArray();
            int[] free = random.ints(3, 0, 6).toArray();
            for (int i = 0; i < 40; i++) {
                lanes.add(new Guest(random.nextInt(5), 0, ""));
            }
            lanes.serve((guest, due) -> {
                int held = blocked(guest.lane(), rooms, free);
                if (held == 0) {
                    lanes.remove(guest);
                    for (int i = 0; i < rooms.length; i++) {
                        free[i] -= LaneQueue.has(rooms[i], guest.lane()) ? 1 : 0;
                    }
                    lanes.granted(guest.lane(), LaneQueue.ALL);
                }
                return held;
            });
            int above = 0;
            for (int lane = 0; lane < 5; lane++) {
                int held = lanes.head(lane) == null ? 0 : blocked(lane, rooms, free);
                assertTrue(lanes.head(lane) == null || held != 0 || LaneQueue.has(above, lane),
                        "seed " + seed + ": lane " + lane + " waits although it has room");
                above |= held;
            }
        }
    }

    private static int blocked(int lane, int[] rooms, int[] free) {
        int held = 0;
        for (int i = 0; i < rooms.length; i++) {
            held |= LaneQueue.has(rooms[i], lane) && free[i] == 0 ? rooms[i] : 0;
        }
        return held;
    }

    private int serve(Guest guest, int neighbours) {
        queue.remove(guest);
        served.add(guest.name());
        queue.granted(guest.lane(), neighbours);
        return 0;
    }

    private void passOver(int times) {
        for (int i = 0; i < times; i++) {
            queue.granted(0, LaneQueue.ALL);
        }
    }

    private void add(int lane, String name) {
        queue.add(new Guest(lane, 100, name));
    }
}
