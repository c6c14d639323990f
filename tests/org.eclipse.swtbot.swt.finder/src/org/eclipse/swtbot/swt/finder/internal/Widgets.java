package org.eclipse.swtbot.swt.finder.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.ExpandBar;
import org.eclipse.swt.widgets.ExpandItem;
import org.eclipse.swt.widgets.Item;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.TabItem;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swt.widgets.Widget;

/** The tree of widgets as a reader of the screen sees it: an item comes before the control that it shows. */
public final class Widgets {

    private Widgets() {
        // a collection of static methods
    }

    /**
     * A widget and everything below it, in reading order. UI thread only.
     *
     * @param invisibleToo whether hidden controls, and what is in them, count
     */
    public static List<Widget> below(Widget root, boolean invisibleToo) {
        List<Widget> found = new ArrayList<>();
        collect(root, invisibleToo, found);
        return found;
    }

    private static void collect(Widget widget, boolean invisibleToo, List<Widget> found) {
        if (widget == null || widget.isDisposed()) {
            return;
        }
        if (!invisibleToo && widget instanceof Control control && !control.isVisible()) {
            return;
        }
        found.add(widget);
        children(widget).forEach(child -> collect(child, invisibleToo, found));
    }

    /** The direct children of a widget, in reading order. UI thread only. */
    public static List<Widget> children(Widget widget) {
        return switch (widget) {
            case TabFolder folder -> itemsThenRest(folder, folder.getItems());
            case CTabFolder folder -> itemsThenRest(folder, folder.getItems());
            case ToolBar bar -> itemsThenRest(bar, bar.getItems());
            case ExpandBar bar -> itemsThenRest(bar, bar.getItems());
            case Composite composite -> List.of(composite.getChildren());
            case Item item -> Stream.ofNullable(shownBy(item)).map(Widget.class::cast).toList();
            default -> List.of();
        };
    }

    private static List<Widget> itemsThenRest(Composite owner, Item[] items) {
        List<Widget> found = new ArrayList<>(Arrays.asList(items));
        Set<Widget> shown = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Item item : items) {
            Control control = shownBy(item);
            if (control != null) {
                shown.add(control);
            }
        }
        Stream.of(owner.getChildren()).filter(child -> !shown.contains(child)).forEach(found::add);
        return found;
    }

    /** The control that an item shows, or null. */
    private static Control shownBy(Item item) {
        return switch (item) {
            case TabItem tab -> tab.getControl();
            case CTabItem tab -> tab.getControl();
            case ToolItem tool -> tool.getControl();
            case ExpandItem expand -> expand.getControl();
            default -> null;
        };
    }

    /** The widget that holds this one, or null for a shell. UI thread only. */
    public static Widget parent(Widget widget) {
        return switch (widget) {
            case Control control -> control.getParent();
            case TabItem tab -> tab.getParent();
            case CTabItem tab -> tab.getParent();
            case ToolItem tool -> tool.getParent();
            case ExpandItem expand -> expand.getParent();
            default -> null;
        };
    }

    /** Everything that holds this widget, nearest first, without the widget itself. UI thread only. */
    public static Set<Widget> ancestors(Widget widget) {
        Set<Widget> found = new LinkedHashSet<>();
        for (Widget at = parent(widget); at != null; at = parent(at)) {
            found.add(at);
        }
        return found;
    }
}
