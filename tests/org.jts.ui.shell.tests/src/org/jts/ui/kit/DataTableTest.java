package org.jts.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DataTableTest {
    private final String id = "test." + UUID.randomUUID();
    private final AtomicInteger painted = new AtomicInteger();
    private OnUi ui;
    private DataTable<Row> table;

    private record Row(String key, int value) {
    }

    @BeforeEach
    void open() {
        ui = new OnUi(400, 200);
        table = OnUi.get(() -> build(id));
        ui.open();
    }

    @AfterEach
    void close() {
        ui.close();
    }

    @Test
    void onlyRowsInSightAreFilled() {
        OnUi.run(d -> table.setRows(rows(100_000)));
        OnUi.until("the first row", () -> table.control().getItem(0).getText(0).equals("r0"));
        assertEquals(100_000, OnUi.get(() -> table.control().getItemCount()));
        assertTrue(painted.get() < 1_000, painted + " cells were asked for");
    }

    @Test
    void anUpdateTouchesOnlyWhatDiffers() {
        OnUi.run(d -> table.setRows(rows(5)));
        OnUi.until("all rows", () -> table.control().getItem(4).getText(1).equals("4"));
        List<Row> next = new ArrayList<>(rows(5));
        next.set(2, new Row("r2", 222));
        painted.set(0);
        OnUi.run(d -> table.setRows(next));
        OnUi.until("the new value", () -> table.control().getItem(2).getText(1).equals("222"));
        assertEquals(1, painted.get());
    }

    @Test
    void selectionStaysWithItsKeyWhenRowsMove() {
        OnUi.run(d -> {
            table.setRows(rows(5));
            table.select("r3");
            List<Row> reversed = new ArrayList<>(rows(5)).reversed();
            table.setRows(reversed);
        });
        assertEquals(Optional.of("r3"), OnUi.get(() -> table.selection().map(Row::key)));
        assertEquals(1, OnUi.get(() -> table.control().getSelectionIndex()));
    }

    @Test
    void aSelectedRowThatGoesIsTold() {
        List<Optional<Row>> told = new ArrayList<>();
        OnUi.run(d -> {
            table.onSelect(told::add);
            table.setRows(rows(3));
            table.select("r2");
            table.setRows(rows(2));
        });
        assertEquals(List.of(Optional.empty()), told);
        assertTrue(OnUi.get(() -> table.selection()).isEmpty());
    }

    @Test
    void aClickOnAHeaderSortsAndASecondTurnsTheOrder() {
        OnUi.run(d -> {
            table.setRows(List.of(new Row("a", 2), new Row("b", 1), new Row("c", 3)));
            header(1);
        });
        assertEquals(List.of("b", "a", "c"), keys());
        OnUi.run(d -> header(1));
        assertEquals(List.of("c", "a", "b"), keys());
    }

    @Test
    void widthAndOrderAreRemembered() {
        OnUi.run(d -> {
            table.setRows(List.of(new Row("a", 1), new Row("b", 2)));
            header(1);
            header(1);
            table.control().getColumn(0).setWidth(177);
        });
        DataTable<Row> again = OnUi.get(() -> build(id));
        OnUi.run(d -> again.setRows(List.of(new Row("a", 1), new Row("b", 2))));
        assertEquals(177, OnUi.get(() -> again.control().getColumn(0).getWidth()));
        assertEquals(List.of("b", "a"), OnUi.get(() -> again.rows().stream().map(Row::key).toList()));
    }

    @Test
    void aHiddenColumnTakesNoSpaceAndIsNotCopied() {
        OnUi.run(d -> {
            table.setRows(rows(2));
            table.columns().get(1).setHidden(true);
            table.select("r1");
        });
        assertEquals(0, OnUi.get(() -> table.control().getColumn(1).getWidth()));
        assertFalse(OnUi.get(() -> table.selectionAsText()).contains("Value"));
    }

    @Test
    void aColumnThatRowsNeedIsShownUntilTheyDoNot() {
        DataTable<Row> built = OnUi.get(() -> new DataTable<>(ui.shell(), id + ".need", Row::key));
        OnUi.run(display -> {
            DataTable.Column<Row> more = built.column("more", "More", 90, SWT.LEFT, Row::key).hiddenAtFirst();
            built.column("key", "Key", 100, SWT.LEFT, Row::key);
            assertEquals(0, width(built, 0));
            more.need(true);
            assertTrue(width(built, 0) > 0);
            more.need(false);
            assertEquals(0, width(built, 0));
        });
    }

    @Test
    void selectedRowsAreCopiedWithTheirHeaders() {
        OnUi.run(d -> {
            table.setRows(rows(3));
            table.select("r1");
        });
        assertEquals("Key\tValue" + System.lineSeparator() + "r1\t1", OnUi.get(() -> table.selectionAsText()));
    }

    @Test
    void aDoubleClickOpensTheRow() {
        List<Row> opened = new ArrayList<>();
        OnUi.run(d -> {
            table.onOpen(opened::add);
            table.setRows(rows(3));
            Event event = new Event();
            event.item = table.control().getItem(1);
            table.control().notifyListeners(SWT.DefaultSelection, event);
        });
        assertEquals(List.of(new Row("r1", 1)), opened);
    }

    @Test
    void rowsThatChangeInTheirPlacesAreBroughtUpAFewAtOnce() {
        OnUi.run(d -> {
            table.atMostAtOnce(2);
            table.setRows(rows(5));
        });
        OnUi.until("all rows", () -> table.control().getItem(4).getText(1).equals("4"));
        long atOnce = OnUi.get(() -> {
            table.setRows(rows(5).stream().map(row -> new Row(row.key(), row.value() + 100)).toList());
            return changed();
        });
        assertEquals(2, atOnce);
        OnUi.until("the others", () -> changed() == 5);
    }

    @Test
    void rowsThatChangePlacesAreBroughtUpAllAtOnce() {
        OnUi.run(d -> {
            table.atMostAtOnce(2);
            table.setRows(rows(5));
        });
        OnUi.until("all rows", () -> table.control().getItem(4).getText(1).equals("4"));
        List<String> texts = OnUi.get(() -> {
            table.setRows(rows(5).reversed());
            return IntStream.range(0, 5).mapToObj(i -> table.control().getItem(i).getText(0)).toList();
        });
        assertEquals(List.of("r4", "r3", "r2", "r1", "r0"), texts);
    }

    @Test
    void whereItIsNarrowColumnsGiveWayToTheOneToBeSeen() {
        try (OnUi narrow = new OnUi(300, 100)) {
            String narrowId = "test." + UUID.randomUUID();
            DataTable<Row> built = OnUi.get(() -> columns(narrow, narrowId));
            narrow.open();
            OnUi.until("less than they should have", () -> width(built, 0) == 60 && width(built, 1) == 90);
            assertEquals(150, OnUi.get(() -> width(built, 2)), "what may not be narrowed");
            assertEquals(150, OnUi.get(() -> width(built, 3)), "what stands behind");
            OnUi.run(d -> narrow.shell().setSize(800, 100));
            OnUi.until("what they should have", () -> width(built, 0) == 100 && width(built, 1) == 100);
            OnUi.run(d -> narrow.shell().setSize(420, 100));
            OnUi.until("up to the edge, where the last would be cut", () -> width(built, 0) > 120
                    && width(built, 0) + 250 == OnUi.get(() -> built.control().getClientArea().width));
            assertEquals(150, OnUi.get(() -> width(built, 3)), "what is not seen then");
        }
    }

    private DataTable<Row> columns(OnUi place, String tableId) {
        DataTable<Row> built = new DataTable<>(place.shell(), tableId, Row::key);
        built.column("a", "A", 100, SWT.LEFT, Row::key).narrowTo(60);
        built.column("b", "B", 100, SWT.LEFT, Row::key).narrowTo(60);
        built.column("c", "C", 150, SWT.LEFT, Row::key).keepInSight();
        built.column("d", "D", 150, SWT.LEFT, Row::key);
        return built;
    }

    private static int width(DataTable<Row> of, int column) {
        return of.control().getColumn(column).getWidth();
    }

    private long changed() {
        return IntStream.range(0, 5).filter(i -> table.control().getItem(i).getText(1).startsWith("10")).count();
    }

    private DataTable<Row> build(String tableId) {
        DataTable<Row> built = new DataTable<>(ui.shell(), SWT.MULTI, tableId, Row::key);
        built.column("key", "Key", 100, SWT.LEFT, row -> {
            painted.incrementAndGet();
            return row.key();
        });
        built.column("value", "Value", 80, SWT.RIGHT, row -> Integer.toString(row.value()))
                .sortBy(Comparator.comparingInt(Row::value));
        return built;
    }

    private void header(int column) {
        Table widget = table.control();
        widget.getColumn(column).notifyListeners(SWT.Selection, new Event());
    }

    private List<String> keys() {
        return OnUi.get(() -> table.rows().stream().map(Row::key).toList());
    }

    private static List<Row> rows(int count) {
        return IntStream.range(0, count).mapToObj(i -> new Row("r" + i, i)).toList();
    }
}
