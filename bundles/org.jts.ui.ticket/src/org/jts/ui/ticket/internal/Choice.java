package org.jts.ui.ticket.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Updates;

/** A row of buttons of which one is down: all choices are seen at once, and those that cannot be made are greyed. */
final class Choice<E extends Enum<E>> {
    private final Map<E, Button> buttons = new LinkedHashMap<>();
    private final Composite row;
    private final Consumer<E> onChange;
    private E selected;

    /**
     * @param id        of the row; each button has {@code id.name} in lower case
     * @param sameWidth of all buttons; else each takes what its text needs
     */
    Choice(Composite parent, String id, boolean sameWidth, E[] values, Function<E, String> label,
            Consumer<E> onChange) {
        this.onChange = onChange;
        row = new Composite(parent, SWT.NONE);
        row.setData(DataTable.WIDGET_KEY, id);
        GridLayout layout = new GridLayout(values.length, sameWidth);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.horizontalSpacing = 2;
        row.setLayout(layout);
        for (E value : values) {
            Button button = new Button(row, SWT.TOGGLE);
            button.setText(label.apply(value));
            button.setData(DataTable.WIDGET_KEY, id + "." + value.name().toLowerCase(java.util.Locale.ROOT));
            button.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, false));
            button.addListener(SWT.Selection, e -> chosen(value));
            buttons.put(value, button);
        }
        select(values[0]);
    }

    private void chosen(E value) {
        boolean changed = value != selected;
        select(value);
        if (changed) {
            onChange.accept(value);
        }
    }

    Composite control() {
        return row;
    }

    Button button(E value) {
        return buttons.get(value);
    }

    E selected() {
        return selected;
    }

    void select(E value) {
        selected = value;
        buttons.forEach((key, button) -> button.setSelection(key == value));
    }

    /** Makes the chosen one stand out. All colours are given: with none, a dark theme writes black on black. */
    void paint(Palette palette) {
        buttons.forEach((key, button) -> {
            boolean chosen = key == selected && button.getEnabled();
            Updates.background(button, chosen ? palette.accent() : palette.card());
            Updates.foreground(button,
                    chosen ? palette.background() : button.getEnabled() ? palette.text() : palette.stale());
        });
    }

    /** @param tip why a choice cannot be made */
    void enable(Predicate<E> possible, String tip) {
        buttons.forEach((key, button) -> {
            boolean can = possible.test(key);
            Updates.enabled(button, can);
            Updates.toolTip(button, can ? null : tip);
        });
    }
}
