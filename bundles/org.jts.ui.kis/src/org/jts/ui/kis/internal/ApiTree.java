package org.jts.ui.kis.internal;

import static org.jts.ui.kis.internal.ExplorerView.Words.T;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;
import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisCatalog;
import org.jts.kis.catalog.KisEnvironment;
import org.jts.kis.catalog.KisLabels;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Palette;

/** The interfaces under their categories, narrowed while somebody types. */
final class ApiTree {

    /** So many are shown at once without a click. */
    private static final int OPEN = 60;
    private static final int NAME_WIDTH = 260;
    private static final int ID_WIDTH = 190;
    private static final int NAME_LEAST = 150;
    private static final int ID_LEAST = 110;

    private final Text search;
    private final Tree tree;
    private final Label count;
    private final Consumer<KisApi> onSelect;
    private KisEnvironment environment = KisEnvironment.REAL;
    private Optional<KisApi> selected = Optional.empty();

    ApiTree(Composite parent, Consumer<KisApi> onSelect) {
        this.onSelect = onSelect;
        Composite root = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout();
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        root.setLayout(layout);
        search = new Text(root, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
        search.setMessage(T.get("search.hint"));
        search.setToolTipText(T.get("search.help"));
        search.setData(DataTable.WIDGET_KEY, "kis.search");
        search.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        search.addListener(SWT.Modify, e -> fill());
        search.addListener(SWT.KeyDown, e -> {
            if (e.keyCode == SWT.ARROW_DOWN) {
                focusFirst();
                e.doit = false;
            }
        });
        search.addListener(SWT.DefaultSelection, e -> chooseFirst());
        tree = new Tree(root, SWT.SINGLE | SWT.FULL_SELECTION);
        tree.setData(DataTable.WIDGET_KEY, "kis.tree");
        tree.setHeaderVisible(true);
        tree.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        TreeColumn names = column(T.get("column.api"), NAME_WIDTH);
        column(T.get("column.name"), ID_WIDTH);
        // where it is narrow, the beginning of what the console calls it stays in sight
        tree.addListener(SWT.Resize, e -> names.setWidth(Math.max(NAME_LEAST, Math.min(NAME_WIDTH,
                tree.getClientArea().width - ID_LEAST))));
        tree.addListener(SWT.Selection, e -> chosen((TreeItem) e.item));
        tree.addListener(SWT.DefaultSelection, e -> toggle((TreeItem) e.item));
        count = new Label(root, SWT.NONE);
        count.setData(DataTable.WIDGET_KEY, "kis.count");
        count.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        Palette.onChange(tree, this::fill);
        fill();
    }

    void setFocus() {
        search.setFocus();
    }

    /** Greys out what the environment lacks. */
    void show(KisEnvironment newEnvironment) {
        if (newEnvironment != environment) {
            environment = newEnvironment;
            fill();
        }
    }

    /** Selects an interface where it is in sight; listeners are not told. */
    void select(KisApi api) {
        selected = Optional.of(api);
        mark();
    }

    private TreeColumn column(String label, int width) {
        TreeColumn column = new TreeColumn(tree, SWT.LEFT);
        column.setText(label);
        column.setWidth(width);
        return column;
    }

    private void fill() {
        List<KisApi> found = KisCatalog.get().search(search.getText());
        tree.setRedraw(false);
        tree.removeAll();
        Palette palette = Palette.of(tree);
        TreeItem category = null;
        for (KisApi api : found) {
            if (category == null || !api.category().equals(category.getData())) {
                category = new TreeItem(tree, SWT.NONE);
                category.setData(api.category());
                category.setText(KisLabels.category(api.category(), Locale.getDefault()));
            }
            TreeItem item = new TreeItem(category, SWT.NONE);
            item.setData(api);
            item.setText(new String[] {api.label(Locale.getDefault()), api.name()});
            if (!api.isOfferedOn(environment)) {
                item.setForeground(palette.muted());
            }
        }
        if (found.size() <= OPEN) {
            for (TreeItem item : tree.getItems()) {
                item.setExpanded(true);
            }
        }
        mark();
        tree.setRedraw(true);
        count.setText(T.format("count", found.size(), KisCatalog.get().apis().size()));
        count.setForeground(palette.muted());
    }

    private void mark() {
        for (TreeItem category : tree.getItems()) {
            for (TreeItem item : category.getItems()) {
                if (selected.isPresent() && item.getData() == selected.get()) {
                    tree.setSelection(item);
                    return;
                }
            }
        }
        tree.deselectAll();
    }

    private void focusFirst() {
        tree.setFocus();
        chooseFirst();
    }

    private void chooseFirst() {
        if (tree.getItemCount() > 0 && tree.getSelectionCount() == 0) {
            TreeItem first = tree.getItem(0).getItem(0);
            tree.setSelection(first);
            chosen(first);
        }
    }

    private void chosen(TreeItem item) {
        if (item.getData() instanceof KisApi api) {
            selected = Optional.of(api);
            onSelect.accept(api);
        }
    }

    private static void toggle(TreeItem item) {
        item.setExpanded(!item.getExpanded());
    }
}
