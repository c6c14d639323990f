package org.jts.ui.view;

import org.eclipse.swt.widgets.Composite;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A view. Registered as a declarative service; what it needs ({@code MarketFeed}, {@code OrderDesk} …) arrives in its
 * {@code @Activate} constructor, which returns at once and touches no widget: it runs in the background.
 * <p>
 * While the service is there, the view can be opened, and is shown where the layout has it. When it goes, the view's
 * control is disposed and the view closed; when it comes back, it opens where it was.
 *
 * <pre>{@code
 * @Component
 * public final class OrdersView implements ViewContribution {
 *     @Activate
 *     public OrdersView(@Reference OrderDesk desk) { ... }
 *     public ViewInfo info() { return new ViewInfo("org.jts.ui.orders", T.get("view.name"), ICON, Area.BOTTOM, 10,
 *     true); } public ViewControl create(Composite parent, ViewSite site) { return new OrdersControl(parent, site,
 * desk); } }
 * }</pre>
 *
 * @since 1.0
 */
@ConsumerType
public interface ViewContribution {
    /** The same answer as long as the service lives. Any thread. */
    ViewInfo info();

    /**
     * Makes the widgets. Called on the UI thread, when the view is first looked at; again after it was closed and
     * opened.
     *
     * @param parent empty, with a fill layout
     * @param site   what the workbench offers this view; good as long as the control lives
     */
    ViewControl create(Composite parent, ViewSite site);
}
