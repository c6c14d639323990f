package org.jts.exchange.internal;

/** All orders that rest at one price, oldest first. */
final class Level {

    final long price;
    long total;
    OrderEntry head;
    private OrderEntry tail;

    Level(long price) {
        this.price = price;
    }

    boolean isEmpty() {
        return head == null;
    }

    void append(OrderEntry order) {
        order.level = this;
        order.previous = tail;
        order.next = null;
        if (tail == null) {
            head = order;
        } else {
            tail.next = order;
        }
        tail = order;
        total += order.remaining();
    }

    void unlink(OrderEntry order) {
        if (order.previous == null) {
            head = order.next;
        } else {
            order.previous.next = order.next;
        }
        if (order.next == null) {
            tail = order.previous;
        } else {
            order.next.previous = order.previous;
        }
        order.previous = null;
        order.next = null;
        order.level = null;
        total -= order.remaining();
    }
}
