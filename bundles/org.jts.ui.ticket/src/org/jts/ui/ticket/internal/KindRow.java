package org.jts.ui.ticket.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.jts.api.gateway.OrderInstruction;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Texts;
import org.jts.ui.kit.Wheel;

/** Where an order goes, and the broker's own kinds of orders; each only where there is something to choose. */
final class KindRow {
    private static final Texts T = Texts.of(KindRow.class);
    private static final int NARROW = 60;

    private final Composite row;
    private final Combo route;
    private final Combo kind;
    private List<OrderInstruction> kinds = List.of();

    /** @param parent with a grid of two columns */
    KindRow(Composite parent, Consumer<String> onRoute, Consumer<Optional<OrderInstruction>> onKind) {
        row = new Composite(parent, SWT.NONE);
        row.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.horizontalSpacing = 4;
        row.setLayout(layout);
        route = combo("ticket.route", T.get("route.tip"), false);
        route.addListener(SWT.Selection, e -> onRoute.accept(route.getText()));
        kind = combo("ticket.kind", T.get("kind.tip"), true);
        kind.addListener(SWT.Selection, e -> onKind.accept(kind.getSelectionIndex() <= 0 ? Optional.empty()
                : Optional.of(kinds.get(kind.getSelectionIndex() - 1))));
    }

    private Combo combo(String id, String tip, boolean wide) {
        Combo combo = new Combo(row, SWT.READ_ONLY);
        combo.setData(DataTable.WIDGET_KEY, id);
        combo.setToolTipText(tip);
        GridData place = new GridData(SWT.FILL, SWT.CENTER, wide, false);
        if (wide) {
            place.widthHint = NARROW;
        }
        combo.setLayoutData(place);
        Wheel.keepValue(combo);
        return combo;
    }

    /** @return whether the form needs another height */
    boolean show(OrderKinds model) {
        List<String> routes = model.routes().size() > 1 ? model.routes() : List.of();
        fill(route, routes, Math.max(0, routes.indexOf(model.route())));
        kinds = model.specials();
        List<String> names = kinds.isEmpty() ? List.of() : Stream.concat(Stream.of(T.get("kind.plain")),
                kinds.stream().map(OrderInstruction::name)).toList();
        fill(kind, names, model.special().map(s -> kinds.indexOf(s) + 1).orElse(0));
        boolean changed = visible(route, !routes.isEmpty());
        changed |= visible(kind, !names.isEmpty());
        changed |= visible(row, !routes.isEmpty() || !names.isEmpty());
        if (changed) {
            row.requestLayout();
        }
        return changed;
    }

    private static void fill(Combo combo, List<String> items, int selected) {
        if (!items.equals(List.of(combo.getItems()))) {
            combo.setItems(items.toArray(String[]::new));
        }
        if (!items.isEmpty() && combo.getSelectionIndex() != selected) {
            combo.select(selected);
        }
    }

    private static boolean visible(Control control, boolean wanted) {
        GridData place = (GridData) control.getLayoutData();
        boolean changed = place.exclude == wanted;
        place.exclude = !wanted;
        control.setVisible(wanted);
        return changed;
    }
}
