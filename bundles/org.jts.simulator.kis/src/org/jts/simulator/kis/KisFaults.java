package org.jts.simulator.kis;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** What goes wrong at the simulated broker from now on. Thread-safe; every change holds at once. @since 1.0 */
public final class KisFaults {

    private volatile boolean maintenance;
    private volatile boolean silent;
    private volatile boolean refuseOrders;
    private volatile boolean leaveReserved;
    private volatile boolean duplicateFrames;
    private volatile boolean dropNotices;
    private volatile boolean muteStreams;
    private volatile boolean blankOutput;
    private volatile boolean breakMasterFiles;
    private volatile boolean closeRefusedStreams;
    private volatile Duration slow = Duration.ZERO;
    private final AtomicBoolean loseNextOrder = new AtomicBoolean();
    private final AtomicBoolean timeOutNextOrder = new AtomicBoolean();
    private final AtomicBoolean ledgerBusyOnce = new AtomicBoolean();
    private final AtomicInteger rateRefusals = new AtomicInteger();

    /** Everything is well again. */
    public void clear() {
        maintenance = false;
        silent = false;
        refuseOrders = false;
        leaveReserved = false;
        duplicateFrames = false;
        dropNotices = false;
        muteStreams = false;
        blankOutput = false;
        breakMasterFiles = false;
        closeRefusedStreams = false;
        slow = Duration.ZERO;
        loseNextOrder.set(false);
        timeOutNextOrder.set(false);
        ledgerBusyOnce.set(false);
        rateRefusals.set(0);
    }

    /** Every request, signing in too, is answered with HTTP 503 and a page that is no JSON. */
    public void maintenance(boolean on) {
        maintenance = on;
    }

    /** Requests are taken and done, and none is answered. */
    public void silent(boolean on) {
        silent = on;
    }

    /** Every order, change and cancel is refused with {@code rt_cd} 7. */
    public void refuseOrders(boolean on) {
        refuseOrders = on;
    }

    /** Changes and cancels of reserved orders are taken with {@code rt_cd} 0, and not done. @since 1.2 */
    public void leaveReserved(boolean on) {
        leaveReserved = on;
    }

    /** Every data frame is sent twice. */
    public void duplicateFrames(boolean on) {
        duplicateFrames = on;
    }

    /** No notice of orders and fills is sent. */
    public void dropNotices(boolean on) {
        dropNotices = on;
    }

    /** Streams stay open and say nothing at all, not even PINGPONG. */
    public void muteStreams(boolean on) {
        muteStreams = on;
    }

    /** Answers come without their {@code output} blocks. */
    public void blankOutput(boolean on) {
        blankOutput = on;
    }

    /** Answers come so much later. */
    public void slow(Duration delay) {
        slow = Objects.requireNonNull(delay, "delay");
    }

    /** The next order request is done, and its connection closed instead of an answer. */
    public void loseNextOrder() {
        loseNextOrder.set(true);
    }

    /** The next order request is done, and answered with {@code EGW00301}: nobody knows. */
    public void timeOutNextOrder() {
        timeOutNextOrder.set(true);
    }

    /** The next request is refused with {@code EGW00215}: all customers together asked too much. */
    public void ledgerBusyOnce() {
        ledgerBusyOnce.set(true);
    }

    /** Symbol files end in the middle, with a line that is none. */
    public void breakMasterFiles(boolean on) {
        breakMasterFiles = on;
    }

    public boolean breaksMasterFiles() {
        return breakMasterFiles;
    }

    /** A session whose app key another one holds is closed after it was told so. */
    public void closeRefusedStreams(boolean on) {
        closeRefusedStreams = on;
    }

    public boolean closesRefusedStreams() {
        return closeRefusedStreams;
    }

    /** The next requests are refused with {@code EGW00201}, as one of the servers does that counts for itself. */
    public void rateRefusals(int count) {
        rateRefusals.set(count);
    }

    /** @return whether this request is one of those that are refused for the rate */
    public boolean takeRateRefusal() {
        return rateRefusals.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }

    public boolean isMaintenance() {
        return maintenance;
    }

    public boolean isSilent() {
        return silent;
    }

    public boolean refusesOrders() {
        return refuseOrders;
    }

    public boolean leavesReserved() {
        return leaveReserved;
    }

    public boolean duplicatesFrames() {
        return duplicateFrames;
    }

    public boolean dropsNotices() {
        return dropNotices;
    }

    public boolean mutesStreams() {
        return muteStreams;
    }

    public boolean blanksOutput() {
        return blankOutput;
    }

    public Duration slowness() {
        return slow;
    }

    /** @return whether this order request is the one to be lost; the next one is not */
    public boolean takeLoss() {
        return loseNextOrder.compareAndSet(true, false);
    }

    /** @return whether this order request is the one that times out; the next one is not */
    public boolean takeTimeOut() {
        return timeOutNextOrder.compareAndSet(true, false);
    }

    /** @return whether this request meets a busy ledger; the next one does not */
    public boolean takeLedgerBusy() {
        return ledgerBusyOnce.compareAndSet(true, false);
    }
}
