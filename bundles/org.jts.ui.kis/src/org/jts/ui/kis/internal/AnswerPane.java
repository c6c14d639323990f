package org.jts.ui.kis.internal;

import static org.jts.ui.kis.internal.ExplorerView.Words.T;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Text;
import org.jts.kis.call.KisTable;
import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisBlock;
import org.jts.kis.catalog.KisLabels;
import org.jts.ui.kit.DataTable;

/** An answer: a tab for each block, as a table, and one for the text as it came. */
final class AnswerPane {

    /** A row of many, with its place, which names it. */
    private record Row(int place, List<String> values) {
    }

    /** A value of a single record, with what it means. */
    private record Value(String field, String value, String korean, String english) {
    }

    private static final int LETTER = 8;
    private static final int NARROW = 60;
    private static final int WIDE = 240;
    private static final String NUMBER = "[-+]?[\\d,]*\\.?\\d+";

    private final CTabFolder tabs;
    private final Text raw;
    private final CTabItem rawTab;
    private final List<CTabItem> blocks = new ArrayList<>();
    private List<KisTable> shown = List.of();
    private Optional<KisApi> api = Optional.empty();

    AnswerPane(Composite parent) {
        tabs = new CTabFolder(parent, SWT.TOP | SWT.FLAT);
        tabs.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        tabs.setData(DataTable.WIDGET_KEY, "kis.answer");
        raw = new Text(tabs, SWT.MULTI | SWT.READ_ONLY | SWT.H_SCROLL | SWT.V_SCROLL);
        raw.setData(DataTable.WIDGET_KEY, "kis.raw");
        raw.setFont(JFaceResources.getTextFont());
        rawTab = new CTabItem(tabs, SWT.NONE);
        rawTab.setText(T.get("tab.raw"));
        rawTab.setControl(raw);
        tabs.setSelection(rawTab);
    }

    /** Takes away what is shown. */
    void clear() {
        show(Optional.empty(), List.of(), "");
    }

    /** Shows an answer; the tab that was looked at stays where there is the same one. */
    void show(KisApi of, List<KisTable> tables, String text) {
        show(Optional.of(of), tables, text);
    }

    private void show(Optional<KisApi> of, List<KisTable> tables, String text) {
        if (isSame(of, tables)) {
            for (int i = 0; i < tables.size(); i++) {
                fill(blocks.get(i).getControl(), tables.get(i));
            }
        } else {
            rebuild(tables);
        }
        api = of;
        shown = List.copyOf(tables);
        raw.setText(Pretty.json(text));
    }

    private boolean isSame(Optional<KisApi> of, List<KisTable> tables) {
        if (!of.equals(api) || tables.size() != shown.size()) {
            return false;
        }
        for (int i = 0; i < tables.size(); i++) {
            if (!tables.get(i).columns().equals(shown.get(i).columns())
                    || tables.get(i).isList() != shown.get(i).isList()) {
                return false;
            }
        }
        return true;
    }

    private void rebuild(List<KisTable> tables) {
        tabs.setRedraw(false);
        for (CTabItem block : blocks) {
            block.getControl().dispose();
            block.dispose();
        }
        blocks.clear();
        for (KisTable table : tables) {
            CTabItem tab = new CTabItem(tabs, SWT.NONE, blocks.size());
            tab.setControl(table.isList() ? list(table) : record(table));
            blocks.add(tab);
            title(tab, table);
            fill(tab.getControl(), table);
        }
        tabs.setSelection(best(tables));
        tabs.setRedraw(true);
    }

    /** The first block with several rows, else with something in it. */
    private CTabItem best(List<KisTable> tables) {
        for (int least = 2; least > 0; least--) {
            for (int i = 0; i < tables.size(); i++) {
                if (tables.get(i).rows().size() >= least && !tables.get(i).name().equals(KisBlock.TOP)) {
                    return blocks.get(i);
                }
            }
        }
        return blocks.isEmpty() ? rawTab : blocks.getFirst();
    }

    private static void title(CTabItem tab, KisTable table) {
        String name = switch (table.name()) {
            case KisBlock.TOP -> T.get("tab.top");
            case KisBlock.FRAME -> T.get("tab.frame");
            default -> table.name();
        };
        tab.setText(table.isList() ? T.format("tab.rows", name, table.rows().size()) : name);
    }

    private void fill(Control control, KisTable table) {
        blocks.stream().filter(b -> b.getControl() == control).forEach(b -> title(b, table));
        if (table.isList()) {
            List<Row> rows = new ArrayList<>();
            table.rows().forEach(values -> rows.add(new Row(rows.size(), values)));
            AnswerPane.<Row>in(control).setRows(rows);
            return;
        }
        List<Value> values = new ArrayList<>();
        for (int i = 0; !table.rows().isEmpty() && i < table.columns().size(); i++) {
            String name = table.columns().get(i);
            values.add(new Value(name, table.rows().getFirst().get(i), KisLabels.field(name, Locale.KOREAN).orElse(""),
                    KisLabels.field(name, Locale.ENGLISH).orElse("")));
        }
        AnswerPane.<Value>in(control).setRows(values);
    }

    @SuppressWarnings("unchecked")
    private static <T> DataTable<T> in(Control control) {
        return (DataTable<T>) control.getData(AnswerPane.class.getName());
    }

    private Control record(KisTable table) {
        DataTable<Value> values = new DataTable<>(tabs, SWT.MULTI, "kis.table." + table.name(), Value::field);
        values.column("field", T.get("value.field"), 190, SWT.LEFT, Value::field)
                .sortBy(Comparator.comparing(Value::field));
        values.column("value", T.get("value.value"), 150, SWT.RIGHT, Value::value);
        values.column("korean", T.get("value.korean"), 190, SWT.LEFT, Value::korean);
        values.column("english", T.get("value.english"), 220, SWT.LEFT, Value::english);
        values.emptyText(T.get("table.empty"));
        values.control().setData(AnswerPane.class.getName(), values);
        return values.control();
    }

    private Control list(KisTable table) {
        DataTable<Row> rows = new DataTable<>(tabs, SWT.MULTI, "kis.table." + table.name(), Row::place);
        boolean korean = Locale.getDefault().getLanguage().equals("ko");
        for (int i = 0; i < table.columns().size(); i++) {
            int at = i;
            String name = table.columns().get(i);
            String ko = KisLabels.field(name, Locale.KOREAN).orElse("");
            String en = KisLabels.field(name, Locale.ENGLISH).orElse("");
            String label = korean ? ko : en;
            boolean number = isNumber(table, i);
            DataTable.Column<Row> column = rows.column(name, label.isEmpty() ? name : label, width(table, i, label),
                    number ? SWT.RIGHT : SWT.LEFT, r -> r.values().get(at));
            column.tooltip(String.join("\n", name, ko, en).strip());
            column.sortBy(number ? Comparator.comparingDouble(r -> number(r.values().get(at)))
                    : Comparator.comparing(r -> r.values().get(at)));
        }
        rows.emptyText(T.get("table.empty"));
        rows.control().setData(AnswerPane.class.getName(), rows);
        return rows.control();
    }

    private static int width(KisTable table, int column, String label) {
        int longest = table.rows().stream().limit(100).mapToInt(r -> letters(r.get(column))).max().orElse(0);
        return Math.clamp((Math.max(longest, letters(label)) + 2L) * LETTER, NARROW, WIDE);
    }

    /** Hangul takes the room of two other letters. */
    private static int letters(String text) {
        return text.codePoints().map(c -> c >= 0x1100 && Character.isLetter(c) ? 2 : 1).sum();
    }

    private static boolean isNumber(KisTable table, int column) {
        List<String> values = table.rows().stream().map(r -> r.get(column)).filter(v -> !v.isEmpty()).toList();
        return !values.isEmpty() && values.stream().allMatch(v -> v.matches(NUMBER));
    }

    private static double number(String value) {
        try {
            return value.isEmpty() ? Double.NEGATIVE_INFINITY : Double.parseDouble(value.replace(",", ""));
        } catch (NumberFormatException e) {
            return Double.NEGATIVE_INFINITY; // a later page has a text there
        }
    }

    /** The block that is looked at; else the first. */
    Optional<KisTable> current() {
        int at = tabs.getSelectionIndex();
        return at >= 0 && at < shown.size() ? Optional.of(shown.get(at)) : shown.stream().findFirst();
    }
}
