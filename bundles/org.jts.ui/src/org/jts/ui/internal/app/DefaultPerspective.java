package org.jts.ui.internal.app;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;
import org.jts.ui.internal.bridge.ContributedView;
import org.jts.ui.internal.bridge.ViewBridge;
import org.jts.ui.view.Area;
import org.jts.ui.view.ViewInfo;

/**
 * The layout before the user changes it: a column on the left with its views below each other, the order ticket on the
 * right, in the middle what is looked at, and below that the tables.
 */
public final class DefaultPerspective implements IPerspectiveFactory {
    public static final String ID = "org.jts.ui.perspective";

    private static final float LEFT_SHARE = 0.235f;
    private static final float CENTER_SHARE = 0.72f;
    private static final float TOP_SHARE = 0.64f;
    private static final float LEFT_TOP_SHARE = 0.36f;

    @Override
    public void createInitialLayout(IPageLayout layout) {
        layout.setEditorAreaVisible(false);
        layout.setFixed(false);
        List<ViewInfo> views = ViewBridge.instance().firstViews().stream()
                .sorted(Comparator.comparingInt(ViewInfo::order)).toList();
        String editors = layout.getEditorArea();
        IFolderLayout left = layout.createFolder(folder(Area.LEFT), IPageLayout.LEFT, LEFT_SHARE, editors);
        // Before the bottom: an order ticket with its book needs the whole height.
        IFolderLayout right = layout.createFolder(folder(Area.RIGHT), IPageLayout.RIGHT, CENTER_SHARE, editors);
        IFolderLayout bottom = layout.createFolder(folder(Area.BOTTOM), IPageLayout.BOTTOM, TOP_SHARE, editors);
        IFolderLayout center = layout.createFolder(folder(Area.CENTER), IPageLayout.TOP, 0.95f, editors);
        fill(bottom, of(views, Area.BOTTOM));
        fill(right, of(views, Area.RIGHT));
        fill(center, of(views, Area.CENTER));
        // The first of the left column stays in sight; the others share the space below it.
        List<ViewInfo> column = of(views, Area.LEFT);
        fill(left, column.stream().limit(1).toList());
        if (column.size() > 1) {
            IFolderLayout below = layout.createFolder(folder(Area.LEFT) + ".below", IPageLayout.BOTTOM, LEFT_TOP_SHARE,
                    folder(Area.LEFT));
            fill(below, column.stream().skip(1).toList());
        }
    }

    /** The stack of an area in the model of the window. */
    public static String folder(Area area) {
        return "org.jts.ui.area." + area.name().toLowerCase(Locale.ROOT);
    }

    private static List<ViewInfo> of(List<ViewInfo> views, Area area) {
        return views.stream().filter(view -> view.area() == area).toList();
    }

    private static void fill(IFolderLayout folder, List<ViewInfo> views) {
        for (ViewInfo view : views) {
            if (view.openAtStart()) {
                folder.addView(ContributedView.partId(view.id()));
            } else {
                folder.addPlaceholder(ContributedView.partId(view.id()));
            }
        }
        // Keeps the area in the layout while no view is open in it.
        if (views.isEmpty()) {
            folder.addPlaceholder(ContributedView.ID + ":none");
        }
    }
}
