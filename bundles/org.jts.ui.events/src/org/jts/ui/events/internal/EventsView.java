package org.jts.ui.events.internal;

import org.eclipse.swt.widgets.Composite;
import org.jts.api.event.EventLog;
import org.jts.ui.kit.Texts;
import org.jts.ui.view.Area;
import org.jts.ui.view.ViewContribution;
import org.jts.ui.view.ViewControl;
import org.jts.ui.view.ViewInfo;
import org.jts.ui.view.ViewSite;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What happened: every notice of every part of the workstation, newest first. */
@Component
public final class EventsView implements ViewContribution {
    static final Texts T = Texts.of(EventsView.class);

    private final EventLog log;

    @Activate
    public EventsView(@Reference EventLog log) {
        this.log = log;
    }

    @Override
    public ViewInfo info() {
        return new ViewInfo("org.jts.ui.events", T.get("view.name"),
                "platform:/plugin/org.jts.ui.events/icons/events.png", Area.BOTTOM, 90, true);
    }

    @Override
    public ViewControl create(Composite parent, ViewSite site) {
        return new EventsControl(parent, log);
    }
}
