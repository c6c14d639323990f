package org.jts.ui.kit;

import java.util.ArrayDeque;
import java.util.Queue;

import org.eclipse.swt.widgets.Display;

/**
 * Lets the views of a display repaint one after the other, so that no event has to wait for all of them.
 * <p>
 * The toolkit answers what was posted to it only when nothing else is due: neither timers nor painting. Views that all
 * repaint when their time has come can keep it from that for long, and the longer the slower the machine is. So the
 * next view has its turn when the last one is painted, and not before everything posted until then is answered: a
 * machine that is too slow repaints less often, and answers all the same. UI thread only.
 */
final class Turns {
    /** From one turn to the next: more than a frame of the screen, so that each is painted alone. */
    private static final int GAP_MILLIS = 20;
    private static final String KEY = Turns.class.getName();

    private final Display display;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean taken;

    private Turns(Display display) {
        this.display = display;
    }

    static Turns of(Display display) {
        if (display.getData(KEY) instanceof Turns turns) {
            return turns;
        }
        Turns turns = new Turns(display);
        display.setData(KEY, turns);
        return turns;
    }

    /** Runs {@code turn} when those that asked before have had theirs. It must not throw. */
    void take(Runnable turn) {
        waiting.add(turn);
        if (!taken) {
            taken = true;
            next();
        }
    }

    /** As {@link #take}, but not before what is done now is painted. */
    void takeLater(Runnable turn) {
        waiting.add(turn);
        if (!taken) {
            taken = true;
            display.timerExec(GAP_MILLIS, this::whenIdle);
        }
    }

    private void next() {
        Runnable turn = waiting.poll();
        if (turn == null) {
            taken = false;
            return;
        }
        // Before the turn: one that opens a dialog, which runs events itself, holds nobody up.
        display.timerExec(GAP_MILLIS, this::whenIdle);
        turn.run();
    }

    private void whenIdle() {
        // What is posted runs only when no timer is due and nothing is to be painted.
        display.asyncExec(this::next);
    }
}
