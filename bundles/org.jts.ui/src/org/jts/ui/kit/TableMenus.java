package org.jts.ui.kit;

import java.util.List;
import java.util.function.BiConsumer;

import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.jts.ui.internal.UiTexts;

/** The context menus of a table: on its header the choice of columns, on its rows what the view offers, and Copy. */
final class TableMenus<T> {
    static final String FILLER = TableMenus.class.getName();

    private static final Texts T = UiTexts.TEXTS;

    private final DataTable<T> owner;
    private final TableMemory memory;
    private boolean onHeader;

    TableMenus(DataTable<T> owner, TableMemory memory) {
        this.owner = owner;
        this.memory = memory;
        Table table = owner.control();
        MenuManager menu = new MenuManager();
        menu.setRemoveAllWhenShown(true);
        menu.addMenuListener(this::fill);
        table.setMenu(menu.createContextMenu(table));
        table.addListener(SWT.MenuDetect, this::locate);
        table.addListener(SWT.KeyDown, this::keyDown);
        table.addDisposeListener(e -> menu.dispose());
    }

    private static void copy(Table table, String text) {
        if (!text.isEmpty()) {
            Clipboard clipboard = new Clipboard(table.getDisplay());
            clipboard.setContents(new Object[] {text}, new Transfer[] {TextTransfer.getInstance()});
            clipboard.dispose();
        }
    }

    static <T> String asText(List<DataTable.Column<T>> columns, List<T> rows) {
        if (rows.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (DataTable.Column<T> column : columns) {
            text.append(text.isEmpty() ? "" : "\t").append(column.widget.getText());
        }
        for (T row : rows) {
            String separator = System.lineSeparator();
            for (DataTable.Column<T> column : columns) {
                String cell = column.text.apply(row);
                text.append(separator).append(cell == null ? "" : cell.replaceAll("[\\t\\r\\n]+", " "));
                separator = "\t";
            }
        }
        return text.toString();
    }

    private void keyDown(Event event) {
        if ((event.stateMask & SWT.MOD1) != 0 && event.keyCode == 'c') {
            copy(owner.control(), owner.selectionAsText());
        }
    }

    private void locate(Event event) {
        Table table = owner.control();
        Point point = table.toControl(event.x, event.y);
        int headerTop = table.getClientArea().y;
        onHeader = event.detail == SWT.MENU_MOUSE && point.y < headerTop + table.getHeaderHeight();
    }

    private void fill(IMenuManager menu) {
        if (onHeader) {
            owner.columns().forEach(column -> menu.add(toggle(column)));
            return;
        }
        fillForRows(menu);
        menu.add(new Separator("copy"));
        Action copy = new Action(T.get("table.copy")) {
            @Override
            public void run() {
                copy(owner.control(), owner.selectionAsText());
            }
        };
        copy.setEnabled(owner.selection().isPresent());
        menu.add(copy);
    }

    @SuppressWarnings("unchecked")
    private void fillForRows(IMenuManager menu) {
        if (owner.control().getData(FILLER) instanceof BiConsumer<?, ?> filler) {
            ((BiConsumer<IMenuManager, List<T>>) filler).accept(menu, owner.selections());
        }
    }

    private Action toggle(DataTable.Column<T> column) {
        Action action = new Action(column.widget.getText(), IAction.AS_CHECK_BOX) {
            @Override
            public void run() {
                column.setHidden(!column.hidden);
                memory.saveHidden(column);
                owner.columnsChanged();
                owner.repaint();
            }
        };
        action.setChecked(!column.hidden);
        // The last visible column stays: a table without any could not be mended by its header.
        action.setEnabled(column.hidden || owner.visibleColumns().size() > 1);
        return action;
    }
}
