package org.jts.ui.kis.internal;

import static org.jts.ui.kis.internal.ExplorerView.Words.T;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jts.kis.call.KisForm;
import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisField;
import org.jts.kis.catalog.KisLabels;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Palette;

/** A line for each field of a request: its name, its value, what it means. */
final class RequestForm {

    /** What somebody types who wants an empty value to be sent. */
    static final String EMPTY = "\"\"";
    private static final int VALUE_WIDTH = 170;

    private final ScrolledComposite scroll;
    private final Runnable onChange;
    private final Map<String, Text> texts = new LinkedHashMap<>();
    private final Runnable onEnter;
    private Composite content;
    private boolean filling;

    /** @param onEnter Return was pressed in a field */
    RequestForm(Composite parent, Runnable onChange, Runnable onEnter) {
        this.onChange = onChange;
        this.onEnter = onEnter;
        scroll = new ScrolledComposite(parent, SWT.V_SCROLL | SWT.H_SCROLL);
        scroll.setExpandHorizontal(true);
        scroll.setExpandVertical(true);
        scroll.setShowFocusedControl(true);
    }

    Control control() {
        return scroll;
    }

    /** Draws the form of an interface. @param values with which it begins, by the catalog's names */
    void show(KisApi api, Map<String, String> values) {
        filling = true;
        if (content != null) {
            content.dispose();
        }
        texts.clear();
        content = new Composite(scroll, SWT.NONE);
        GridLayout layout = new GridLayout(3, false);
        layout.marginWidth = 0;
        layout.verticalSpacing = 3;
        content.setLayout(layout);
        for (KisField field : api.request()) {
            if (!KisForm.isOwn(api, field.name())) {
                line(field, values.get(field.name()));
            }
        }
        if (texts.isEmpty()) {
            Label none = new Label(content, SWT.NONE);
            none.setText(T.get("form.none"));
            none.setForeground(Palette.of(content).muted());
        }
        scroll.setContent(content);
        scroll.setMinSize(content.computeSize(SWT.DEFAULT, SWT.DEFAULT));
        scroll.setOrigin(0, 0);
        filling = false;
    }

    private void line(KisField field, String value) {
        String korean = KisLabels.field(field.name(), Locale.KOREAN).orElse("");
        String english = KisLabels.field(field.name(), Locale.ENGLISH).orElse("");
        String tooltip = String.join("\n", field.name(), korean, english, field.required() ? T.get("form.required")
                : T.get("form.optional")).replaceAll("\n{2,}", "\n");
        Label name = new Label(content, SWT.NONE);
        name.setText(field.name() + (field.required() ? " *" : ""));
        name.setToolTipText(tooltip);
        Text text = new Text(content, SWT.BORDER);
        text.setData(DataTable.WIDGET_KEY, "kis.field." + field.name());
        text.setToolTipText(tooltip);
        text.setMessage(field.required() ? T.get("form.hint.required") : "");
        text.setText(shown(field, value));
        GridData wide = new GridData(SWT.FILL, SWT.CENTER, false, false);
        wide.widthHint = VALUE_WIDTH;
        text.setLayoutData(wide);
        text.addListener(SWT.Modify, e -> {
            if (!filling) {
                onChange.run();
            }
        });
        text.addListener(SWT.DefaultSelection, e -> onEnter.run());
        Label meaning = new Label(content, SWT.NONE);
        meaning.setText((isKorean() ? korean : english).replace("&", "&&"));
        meaning.setToolTipText(tooltip);
        meaning.setForeground(Palette.of(content).muted());
        meaning.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        texts.put(field.name(), text);
    }

    private static boolean isKorean() {
        return Locale.getDefault().getLanguage().equals("ko");
    }

    private static String shown(KisField field, String value) {
        return value == null ? "" : value.isEmpty() ? field.required() ? EMPTY : "" : value;
    }

    /** How many fields it has. */
    int lines() {
        return texts.size();
    }

    /** What is filled in, by the catalog's names. */
    Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        texts.forEach((name, text) -> {
            String typed = text.getText().strip();
            if (!typed.isEmpty()) {
                values.put(name, typed.equals(EMPTY) ? "" : typed);
            }
        });
        return values;
    }

    /** Puts a value into a field, where there is one. */
    void put(String field, String value) {
        Optional.ofNullable(texts.get(field)).filter(t -> !t.getText().equals(value)).ifPresent(t -> t.setText(value));
    }

    /** Gives the keyboard to the first field that needs a value. */
    void setFocus() {
        texts.values().stream().filter(t -> t.getText().isBlank()).findFirst().or(() -> texts.values().stream()
                .findFirst()).ifPresent(Text::setFocus);
    }
}
