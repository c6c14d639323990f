package org.eclipse.swtbot.swt.finder.widgets;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;

/** The mouse events that SWT would send to a control, in its order. */
final class Mouse {

    private Mouse() {
        // a collection of static methods
    }

    /** Comes in, and presses and releases a button once. */
    static void click(AbstractSWTBot<?> bot, Control target, int x, int y, int button) {
        enter(bot, target, x, y);
        down(bot, target, x, y, button, 1);
        up(bot, target, x, y, button, 1);
    }

    /** Comes in, and presses and releases the first button twice; {@code between} happens at the first press. */
    static void doubleClick(AbstractSWTBot<?> bot, Control target, int x, int y, Runnable between) {
        enter(bot, target, x, y);
        down(bot, target, x, y, 1, 1);
        between.run();
        up(bot, target, x, y, 1, 1);
        down(bot, target, x, y, 1, 2);
        bot.notify(SWT.MouseDoubleClick, event(bot, target, x, y, 1, 2, SWT.NONE), target);
        up(bot, target, x, y, 1, 2);
    }

    static void enter(AbstractSWTBot<?> bot, Control target, int x, int y) {
        bot.notify(SWT.MouseEnter, event(bot, target, x, y, 0, 0, SWT.NONE), target);
        bot.notify(SWT.MouseMove, event(bot, target, x, y, 0, 0, SWT.NONE), target);
    }

    static void down(AbstractSWTBot<?> bot, Control target, int x, int y, int button, int count) {
        bot.notify(SWT.MouseDown, event(bot, target, x, y, button, count, SWT.NONE), target);
    }

    static void up(AbstractSWTBot<?> bot, Control target, int x, int y, int button, int count) {
        bot.notify(SWT.MouseUp, event(bot, target, x, y, button, count, mask(button)), target);
    }

    static void leave(AbstractSWTBot<?> bot, Control target, int x, int y) {
        bot.notify(SWT.MouseMove, event(bot, target, x, y, 0, 0, SWT.NONE), target);
        bot.notify(SWT.MouseExit, event(bot, target, x, y, 0, 0, SWT.NONE), target);
    }

    private static int mask(int button) {
        return switch (button) {
            case 1 -> SWT.BUTTON1;
            case 2 -> SWT.BUTTON2;
            default -> SWT.BUTTON3;
        };
    }

    private static Event event(AbstractSWTBot<?> bot, Control target, int x, int y, int button, int count, int mask) {
        Event event = bot.createEvent(target);
        event.x = x;
        event.y = y;
        event.button = button;
        event.count = count;
        event.stateMask = mask;
        return event;
    }
}
