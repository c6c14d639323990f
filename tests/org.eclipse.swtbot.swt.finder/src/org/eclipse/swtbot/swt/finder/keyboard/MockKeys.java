package org.eclipse.swtbot.swt.finder.keyboard;

import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Widget;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.keyboard.Keyboard.Key;

/** Keys that only the listeners of one widget hear of; a native text field does not change by them. */
record MockKeys(Widget widget) implements Keyboard.KeySink {

    @Override
    public void strike(List<Key> keys) {
        int down = 0;
        for (Key key : keys) {
            send(SWT.KeyDown, key, down);
            down |= key.isModifier() ? key.code() : 0;
        }
        for (Key key : keys.reversed()) {
            send(SWT.KeyUp, key, down);
            down &= key.isModifier() ? ~key.code() : ~0;
        }
    }

    private void send(int type, Key key, int stateMask) {
        UIThreadRunnable.asyncExec(widget.getDisplay(), () -> {
            if (widget.isDisposed()) {
                return;
            }
            Event event = new Event();
            event.type = type;
            event.widget = widget;
            event.display = widget.getDisplay();
            event.character = key.character();
            event.keyCode = key.code() != 0 ? key.code() : Character.toLowerCase(key.character());
            event.stateMask = stateMask;
            widget.notifyListeners(type, event);
        });
        UIThreadRunnable.syncExec(widget.getDisplay(), () -> { });
    }
}
