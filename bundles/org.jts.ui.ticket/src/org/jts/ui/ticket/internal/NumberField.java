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
import org.jts.ui.kit.Texts;
import org.jts.ui.kit.Updates;

/**
 * A number with a caption and steppers (also arrow keys, page keys and wheel). What is typed stays as it was typed,
 * also where it is no number: then the field says what is wrong with it.
 */
final class NumberField {
    private static final Texts T = Texts.of(NumberField.class);
    private static final int PAGE = 10;
    private static final int MOST_CHARACTERS = 60;

    private final Label caption;
    private final Composite line;
    private final Text text;
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
        text.setTextLimit(MOST_CHARACTERS);
        text.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        button("−", () -> step(stepped, -1));
        button("+", () -> step(stepped, 1));
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

    /** @return why what is typed is no number; empty where it is one, or nothing is typed */
    String mistake() {
        // a label would take a single & for the mark of a key
        String typed = text.getText().strip().replace("&", "&&");
        return NumberText.mistake(text.getText()).map(what -> switch (what) {
            case NOT_A_NUMBER -> T.format("number.wrong", typed);
            case BELOW_ZERO -> T.format("number.negative", typed);
            case TOO_LONG -> T.format("number.long", typed);
        }).orElse("");
    }

    /** @return what is written beside it */
    String name() {
        return caption.getText().replaceAll("\\(&.\\)|&", "");
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

    boolean isShown() {
        return line.getVisible();
    }

    /** Makes it stand out where something is wrong with it. */
    void paint(boolean wrong, Palette palette) {
        Updates.foreground(caption, wrong ? palette.error() : palette.text());
        Updates.foreground(text, wrong ? palette.error() : palette.text());
    }
}
