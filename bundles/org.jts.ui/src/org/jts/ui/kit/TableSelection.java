package org.jts.ui.kit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Table;

/** What is selected in a table, by key and not by place: it stays selected when rows move. */
final class TableSelection<T> {
    private final Table table;
    private final Function<? super T, ?> key;
    private final Supplier<List<T>> shown;
    private final List<Consumer<Optional<T>>> listeners = new ArrayList<>();
    private List<Object> keys = List.of();

    /** @param shown the rows as they stand in the table */
    TableSelection(Table table, Function<? super T, ?> key, Supplier<List<T>> shown) {
        this.table = table;
        this.key = key;
        this.shown = shown;
        table.addListener(SWT.Selection, e -> changedByUser());
    }

    void listen(Consumer<Optional<T>> listener) {
        listeners.add(listener);
    }

    List<T> rows() {
        return keys.isEmpty() ? List.of() : shown.get().stream().filter(row -> keys.contains(key.apply(row))).toList();
    }

    void select(Object rowKey) {
        List<T> rows = shown.get();
        for (int i = 0; i < rows.size(); i++) {
            if (rowKey.equals(key.apply(rows.get(i)))) {
                keys = List.of(rowKey);
                table.setSelection(i);
                return;
            }
        }
    }

    /** Other rows are shown, or the same in another order. */
    void rowsChanged() {
        if (keys.isEmpty()) {
            return;
        }
        List<T> rows = shown.get();
        List<Object> found = new ArrayList<>();
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < rows.size() && found.size() < keys.size(); i++) {
            Object rowKey = key.apply(rows.get(i));
            if (keys.contains(rowKey)) {
                found.add(rowKey);
                indices.add(i);
            }
        }
        int[] wanted = indices.stream().mapToInt(Integer::intValue).toArray();
        int[] is = table.getSelectionIndices();
        Arrays.sort(is);
        if (!Arrays.equals(is, wanted)) {
            // Not setSelection: that would scroll away from what the user looks at.
            table.deselectAll();
            table.select(wanted);
        }
        if (found.size() != keys.size()) {
            keys = found;
            tell();
        }
    }

    private void changedByUser() {
        List<T> rows = shown.get();
        List<Object> now = new ArrayList<>();
        for (int index : table.getSelectionIndices()) {
            if (index < rows.size()) {
                now.add(key.apply(rows.get(index)));
            }
        }
        if (!now.equals(keys)) {
            keys = now;
            tell();
        }
    }

    private void tell() {
        Optional<T> first = rows().stream().findFirst();
        List.copyOf(listeners).forEach(listener -> listener.accept(first));
    }
}
