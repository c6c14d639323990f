package org.jts.ui.brokers.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.jts.api.connection.BrokerType;
import org.jts.api.connection.Setting;

/** The fields of one kind of broker, drawn from its metatype; they scroll when there are many. */
final class SettingsForm {
    private final ScrolledComposite scroller;
    private final Runnable onChange;
    private final List<SettingField> fields = new ArrayList<>();

    /** @param onChange told after each change of a value */
    SettingsForm(Composite parent, Runnable onChange) {
        this.onChange = onChange;
        scroller = new ScrolledComposite(parent, SWT.V_SCROLL);
        scroller.setExpandHorizontal(true);
        scroller.setExpandVertical(true);
        scroller.addListener(SWT.Resize, e -> fit());
    }

    Control control() {
        return scroller;
    }

    /**
     * Shows the fields of {@code type}, filled with {@code values} where there are some, else with the defaults.
     *
     * @param labelWidth at least so wide are the labels
     * @return how wide they are
     */
    int show(BrokerType type, Map<String, String> values, int labelWidth) {
        return show(type.settings(), values, labelWidth);
    }

    /** As {@link #show(BrokerType, Map, int)}, for settings of something else. */
    int show(List<Setting> settings, Map<String, String> values, int labelWidth) {
        if (scroller.getContent() != null) {
            scroller.getContent().dispose();
        }
        fields.clear();
        Composite form = new Composite(scroller, SWT.NONE);
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        layout.marginHeight = 4;
        layout.horizontalSpacing = 12;
        layout.verticalSpacing = 4;
        form.setLayout(layout);
        scroller.setContent(form);
        settings.forEach(setting -> {
            SettingField field = new SettingField(form, setting, this::changed);
            field.set(values.getOrDefault(setting.key(), setting.defaultValue()));
            fields.add(field);
        });
        int width = fields.stream().mapToInt(SettingField::labelWidth).reduce(labelWidth, Math::max);
        fields.forEach(field -> field.setLabelWidth(width));
        fields.forEach(SettingField::showHint);
        fit();
        return width;
    }

    boolean isValid() {
        return fields.stream().allMatch(SettingField::isValid);
    }

    /** What was entered, by key; a setting that was left empty takes its default and is left out. */
    Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        fields.stream().filter(field -> !field.value().isEmpty()).forEach(it -> values.put(it.key(), it.value()));
        return values;
    }

    /** What stands in each field, the empty ones too. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        fields.forEach(field -> texts.put(field.key(), field.value()));
        return texts;
    }

    void refuse(Map<String, String> problems) {
        fields.stream().filter(field -> problems.containsKey(field.key()))
                .forEach(field -> field.refuse(problems.get(field.key())));
        fields.forEach(SettingField::showHint);
        fit();
    }

    void setEnabled(boolean enabled) {
        fields.forEach(field -> field.setEnabled(enabled));
    }

    void setFocus() {
        if (!fields.isEmpty()) {
            fields.getFirst().setFocus();
        }
    }

    private void changed() {
        boolean resized = false;
        for (SettingField field : fields) {
            resized |= field.showHint();
        }
        if (resized) {
            fit();
        }
        onChange.run();
    }

    private void fit() {
        if (scroller.getContent() instanceof Composite form) {
            int width = scroller.getClientArea().width;
            form.layout(true, true);
            scroller.setMinSize(form.computeSize(width > 0 ? width : SWT.DEFAULT, SWT.DEFAULT));
        }
    }
}
