package org.jts.ui.ticket.internal;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Updates;

/** A number with a caption, steppers (also arrow keys, page keys and wheel) and a place for what is wrong with it. */
final class NumberField {
    private static final int PAGE = 10;

    private final Label caption;
    private final Composite line;
    private final Text text;
    private final Label problem;
    private boolean setting;

    /**
     * @param parent   with a grid of two columns
     * @param stepped  the value after so many steps
     * @param onChange told of changes by the user
     */
    NumberField(Composite parent, String label, String id, IntFunction<Optional<BigDecimal>> stepped,
            Runnable onChange) {
        caption = new Label(parent, SWT.NONE);
        caption.setText(label);
        line = new Composite(parent, SWT.NONE);
        line.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        GridLayout layout = new GridLayout(3, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.horizontalSpacing = 1;
        line.setLayout(layout);
        text = new Text(line, SWT.BORDER | SWT.RIGHT);
        text.setData(DataTable.WIDGET_KEY, id);
        text.setTextLimit(30);
        text.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        button("−", () -> step(stepped, -1));
        button("+", () -> step(stepped, 1));
        problem = new Label(parent, SWT.WRAP);
        problem.setData(DataTable.WIDGET_KEY, id + ".problem");
        GridData place = new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1);
        place.widthHint = 120;
        place.exclude = true;
        problem.setLayoutData(place);
        problem.setVisible(false);
        text.addListener(SWT.Verify, this::verify);
        text.addListener(SWT.Modify, e -> {
            if (!setting) {
                onChange.run();
            }
        });
        text.addListener(SWT.FocusOut, e -> value().ifPresent(this::set));
        text.addListener(SWT.KeyDown, e -> key(e, stepped));
        text.addListener(SWT.MouseVerticalWheel, e -> {
            if (text.isFocusControl()) {
                step(stepped, e.count > 0 ? 1 : -1);
                e.doit = false;
            }
        });
    }

    private void button(String sign, Runnable action) {
        Button button = new Button(line, SWT.PUSH);
        button.setText(sign);
        GridData place = new GridData(SWT.FILL, SWT.FILL, false, false);
        place.widthHint = 30;
        button.setLayoutData(place);
        button.addListener(SWT.Selection, e -> action.run());
    }

    private void verify(Event e) {
        String before = text.getText();
        String after = before.substring(0, e.start) + e.text + before.substring(e.end);
        e.doit = setting || NumberText.isPrefix(after);
    }

    private void key(Event e, IntFunction<Optional<BigDecimal>> stepped) {
        int steps = switch (e.keyCode) {
            case SWT.ARROW_UP -> 1;
            case SWT.ARROW_DOWN -> -1;
            case SWT.PAGE_UP -> PAGE;
            case SWT.PAGE_DOWN -> -PAGE;
            default -> 0;
        };
        if (steps != 0) {
            step(stepped, steps);
            e.doit = false;
        }
    }

    private void step(IntFunction<Optional<BigDecimal>> stepped, int count) {
        stepped.apply(count).ifPresent(to -> {
            set(to);
            text.notifyListeners(SWT.Modify, new Event());
        });
    }

    Optional<BigDecimal> value() {
        return NumberText.parse(text.getText());
    }

    void set(BigDecimal value) {
        String shown = Formats.price(value);
        if (!shown.equals(text.getText())) {
            setting = true;
            text.setText(shown);
            setting = false;
        }
    }

    void clear() {
        setting = true;
        text.setText("");
        setting = false;
    }

    void setFocus() {
        text.setFocus();
        text.selectAll();
    }

    /** @param action done when the user presses Enter in the field */
    void onEnter(Runnable action) {
        text.addListener(SWT.DefaultSelection, e -> action.run());
    }

    /** @param visible whether the field matters for the order as it is written */
    void show(boolean visible) {
        if (visible != line.getVisible()) {
            for (Control control : List.of(caption, line)) {
                if (control.getLayoutData() == null) {
                    control.setLayoutData(new GridData());
                }
                ((GridData) control.getLayoutData()).exclude = !visible;
                control.setVisible(visible);
            }
            line.requestLayout();
        }
    }

    /** @return whether the form needs another layout */
    boolean problem(String what) {
        Updates.foreground(problem, Palette.of(problem).error());
        if (what.equals(problem.getText())) {
            return false;
        }
        problem.setText(what);
        problem.setVisible(!what.isEmpty());
        ((GridData) problem.getLayoutData()).exclude = what.isEmpty();
        return true;
    }
}
