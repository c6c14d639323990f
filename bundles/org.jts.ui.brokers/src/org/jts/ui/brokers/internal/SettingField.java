package org.jts.ui.brokers.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jts.api.connection.Setting;
import org.jts.api.connection.Setting.Choice;
import org.jts.api.connection.Setting.Kind;
import org.jts.api.gateway.BrokerGateway;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Texts;
import org.jts.ui.kit.Wheel;

/**
 * One field of the form: a label, an input that fits its kind, and below it what it is for or what is wrong with it.
 */
final class SettingField {
    private static final Texts T = BrokersView.T;
    private static final int HINT_WIDTH = 330;
    private static final int LABEL_INDENT = 6;
    /** Of a field with a line for each value. */
    private static final int LINES = 2;

    private final Setting setting;
    private final Label label;
    private final Label hint;
    private final Control input;
    private final Supplier<String> reader;
    private final Consumer<String> writer;
    private boolean touched;
    private Optional<String> refusal = Optional.empty();

    SettingField(Composite form, Setting setting, Runnable onChange) {
        this.setting = setting;
        label = new Label(form, SWT.NONE);
        label.setText(labelText());
        GridData labelData = new GridData(SWT.BEGINNING, SWT.BEGINNING, false, false);
        labelData.verticalIndent = LABEL_INDENT;
        label.setLayoutData(labelData);
        Composite cell = new Composite(form, SWT.NONE);
        GridLayout cellLayout = new GridLayout();
        cellLayout.marginWidth = 0;
        cellLayout.marginHeight = 0;
        cellLayout.verticalSpacing = 1;
        cell.setLayout(cellLayout);
        cell.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        Runnable changed = () -> {
            touched = true;
            refusal = Optional.empty();
            onChange.run();
        };
        if (setting.kind() == Kind.BOOLEAN && !setting.multiple()) {
            Button box = new Button(cell, SWT.CHECK);
            box.addListener(SWT.Selection, e -> changed.run());
            input = box;
            reader = () -> Boolean.toString(box.getSelection());
            writer = text -> box.setSelection(Boolean.parseBoolean(text.strip()));
        } else if (!setting.choices().isEmpty() && !setting.multiple()) {
            Combo combo = combo(cell, changed);
            input = combo;
            reader = () -> choiceValue(combo.getSelectionIndex());
            writer = text -> combo.select(Math.max(0, choiceValues().indexOf(text.strip())));
        } else {
            Text text = new Text(cell, SWT.BORDER | (setting.multiple() ? SWT.MULTI | SWT.V_SCROLL : SWT.NONE));
            text.addListener(SWT.Modify, e -> changed.run());
            input = text;
            if (setting.multiple()) {
                Wheel.passOn(text);
                // A line each: what stands in one may have commas of its own.
                text.addListener(SWT.Traverse, e -> e.doit |= e.detail == SWT.TRAVERSE_TAB_NEXT
                        || e.detail == SWT.TRAVERSE_TAB_PREVIOUS);
                reader = () -> SettingCheck.joined(text.getText().lines().map(String::strip)
                        .filter(line -> !line.isEmpty()));
                writer = values -> text.setText(String.join(text.getLineDelimiter(), SettingCheck.items(values)));
            } else {
                text.setMessage(setting.kind() == Kind.SECRET ? "${env:NAME}" : "");
                reader = () -> text.getText().strip();
                writer = text::setText;
            }
        }
        input.setData(DataTable.WIDGET_KEY, "broker.setting." + setting.key());
        GridData place = new GridData(SWT.FILL, SWT.CENTER, true, false);
        if (input instanceof Text text && setting.multiple()) {
            place.heightHint = LINES * text.getLineHeight();
        }
        input.setLayoutData(place);
        hint = new Label(cell, SWT.WRAP);
        hint.setData(DataTable.WIDGET_KEY, "broker.setting." + setting.key() + ".hint");
        GridData hintData = new GridData(SWT.FILL, SWT.TOP, true, false);
        hintData.widthHint = HINT_WIDTH;
        hint.setLayoutData(hintData);
    }

    int labelWidth() {
        return label.computeSize(SWT.DEFAULT, SWT.DEFAULT).x;
    }

    /** Gives the label a width, so that all inputs of the dialog stand below each other. */
    void setLabelWidth(int width) {
        ((GridData) label.getLayoutData()).widthHint = width;
    }

    String key() {
        return setting.key();
    }

    String value() {
        return reader.get();
    }

    void set(String value) {
        writer.accept(value);
        touched = false;
    }

    void setEnabled(boolean enabled) {
        input.setEnabled(enabled);
    }

    void setFocus() {
        input.setFocus();
    }

    /** What the setup said against the value; shown until the value is changed. */
    void refuse(String problem) {
        refusal = Optional.of(problem);
        touched = true;
    }

    boolean isValid() {
        return problem().isEmpty();
    }

    /** @return whether the field needs another size */
    boolean showHint() {
        // A field that nobody has touched is not scolded for being empty.
        Optional<String> problem = touched || !value().isEmpty() ? problem() : Optional.empty();
        Palette palette = Palette.of(hint);
        hint.setForeground(problem.isPresent() ? palette.error() : palette.muted());
        String text = problem.orElseGet(this::description);
        ((GridData) hint.getLayoutData()).exclude = text.isEmpty();
        hint.setVisible(!text.isEmpty());
        return BrokerCard.set(hint, text);
    }

    private Optional<String> problem() {
        return refusal.isPresent() ? refusal : SettingCheck.problem(setting, value());
    }

    private String description() {
        String text = setting.key().equals(BrokerGateway.BROKER_NAME) ? T.get("field.name.help")
                : setting.description();
        return setting.kind() != Kind.SECRET ? text : text.isEmpty() ? T.get("field.secret.help")
                : text + " " + T.get("field.secret.help");
    }

    private String labelText() {
        String text = setting.key().equals(BrokerGateway.BROKER_NAME) ? T.get("field.name") : setting.label();
        return setting.required() && setting.defaultValue().isEmpty() ? text + " *" : text;
    }

    private Combo combo(Composite form, Runnable changed) {
        Combo combo = new Combo(form, SWT.READ_ONLY);
        List<String> labels = new ArrayList<>();
        if (hasNone()) {
            labels.add("");
        }
        setting.choices().stream().map(Choice::label).forEach(labels::add);
        combo.setItems(labels.toArray(String[]::new));
        combo.addListener(SWT.Selection, e -> changed.run());
        Wheel.keepValue(combo);
        return combo;
    }

    /** Whether nothing may be chosen: where there is no default to fall back on. */
    private boolean hasNone() {
        return setting.defaultValue().isEmpty();
    }

    private List<String> choiceValues() {
        List<String> values = new ArrayList<>();
        if (hasNone()) {
            values.add("");
        }
        setting.choices().stream().map(Choice::value).forEach(values::add);
        return values;
    }

    private String choiceValue(int index) {
        return index < 0 ? "" : choiceValues().get(index);
    }
}
