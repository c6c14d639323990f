package org.jts.ui.internal.status;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

import org.eclipse.jface.action.ControlContribution;
import org.eclipse.jface.action.StatusLineLayoutData;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IViewReference;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.IWorkbenchWindow;
import org.jts.api.Subscription;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountType;
import org.jts.ui.context.TradeContext;
import org.jts.ui.context.TradeContextListener;
import org.jts.ui.internal.UiTexts;
import org.jts.ui.internal.bridge.ContributedView;
import org.jts.ui.internal.bridge.ViewBridge;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Refresher;
import org.jts.ui.kit.Texts;
import org.jts.ui.kit.Updates;
import org.osgi.framework.FrameworkUtil;
import org.osgi.util.tracker.ServiceTracker;

/** The right end of the status line: paper or live, brokers, unseen warnings and errors, the clock of the exchange. */
public final class StatusBar extends ControlContribution {
    private static final Texts T = UiTexts.TEXTS;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss 'KST'");
    private static final String EVENTS_VIEW = "org.jts.ui.events";

    private final IWorkbenchWindow window;

    public StatusBar(IWorkbenchWindow window) {
        super("org.jts.ui.status");
        this.window = window;
    }

    @Override
    protected Control createControl(Composite parent) {
        Bar bar = new Bar(parent);
        StatusLineLayoutData data = new StatusLineLayoutData();
        data.widthHint = bar.box.computeSize(SWT.DEFAULT, SWT.DEFAULT).x;
        bar.box.setLayoutData(data);
        return bar.box;
    }

    private final class Bar {
        final Composite box;
        private final CLabel badge;
        private final CLabel brokers;
        private final CLabel alerts;
        private final CLabel clock;
        private final StatusModel model;
        private Optional<AccountKey> account = Optional.empty();

        Bar(Composite parent) {
            box = new Composite(parent, SWT.NONE);
            GridLayout layout = new GridLayout(4, false);
            layout.marginHeight = 0;
            layout.marginWidth = 4;
            layout.horizontalSpacing = 10;
            box.setLayout(layout);
            badge = label("status.badge", T.get("status.paper"), T.get("status.live"));
            brokers = label("status.brokers", T.format("status.brokers", 88, 88), T.get("status.brokers.none"));
            alerts = label("status.alerts", "⚠ 8888");
            clock = label("status.clock", "00:00:00 KST");
            clock.setToolTipText(T.get("status.clock"));
            alerts.addListener(SWT.MouseUp, e -> ViewBridge.instance().show(window, EVENTS_VIEW));
            Refresher refresher = new Refresher(box, Duration.ofMillis(250), this::paint);
            model = new StatusModel(refresher::request);
            Thread.ofVirtual().name("jts-ui-status").start(model::open);
            box.addDisposeListener(e -> model.close());
            Palette.onChange(box, refresher::request);
            tick(refresher);
            // Only now: what a service needs to come up must not hold up the window.
            box.getDisplay().asyncExec(() -> followAccount(refresher));
        }

        /** Gives each label the width that the longest of its texts needs: a status line does not jump. */
        private CLabel label(String key, String... texts) {
            CLabel label = new CLabel(box, SWT.NONE);
            label.setData(DataTable.WIDGET_KEY, key);
            label.setMargins(6, 1, 6, 1);
            GridData data = new GridData(SWT.CENTER, SWT.CENTER, false, true);
            for (String text : texts) {
                label.setText(text);
                data.widthHint = Math.max(data.widthHint, label.computeSize(SWT.DEFAULT, SWT.DEFAULT).x);
            }
            label.setLayoutData(data);
            label.setText("");
            return label;
        }

        private void followAccount(Refresher refresher) {
            if (box.isDisposed()) {
                return;
            }
            // Held as long as the window: a delayed component forgets its state when nobody uses it.
            var tracker = new ServiceTracker<TradeContext, TradeContext>(
                    FrameworkUtil.getBundle(StatusBar.class).getBundleContext(), TradeContext.class, null);
            tracker.open();
            TradeContext context = tracker.getService();
            if (context != null) {
                account = context.account();
                Subscription subscription = context.listen(new TradeContextListener() {
                    @Override
                    public void accountChanged(Optional<AccountKey> changed) {
                        account = changed;
                        refresher.request();
                    }
                });
                box.addDisposeListener(e -> subscription.close());
            }
            box.addDisposeListener(e -> tracker.close());
            refresher.request();
        }

        private void tick(Refresher refresher) {
            if (box.isDisposed()) {
                return;
            }
            Optional<Instant> now = model.now();
            clock.setText(now.map(it -> CLOCK.format(it.atZone(Formats.SEOUL))).orElse(""));
            long millis = now.map(it -> 1000 - it.toEpochMilli() % 1000).orElse(200L);
            box.getDisplay().timerExec((int) millis + 1, () -> tick(refresher));
            // Alerts count as seen when the Events view comes into sight, of which nobody tells.
            refresher.request();
        }

        private void paint() {
            Palette palette = Palette.of(box);
            int total = model.brokers();
            int connected = model.connected();
            set(brokers, total == 0 ? T.get("status.brokers.none") : T.format("status.brokers", connected, total),
                    total > 0 && connected == total ? palette.good() : total == 0 ? palette.muted()
                    : palette.warning());
            if (isEventsViewInSight()) {
                model.markSeen();
            }
            int count = model.alerts();
            set(alerts, count == 0 ? "" : "⚠ " + count, model.isError() ? palette.error() : palette.warning());
            Updates.toolTip(alerts, count == 0 ? null : T.format("status.alerts", count));
            paintBadge(palette);
        }

        private void paintBadge(Palette palette) {
            Optional<AccountType> type = model.accountType(account);
            boolean live = type.equals(Optional.of(AccountType.LIVE));
            String text = type.isEmpty() ? "" : live ? T.get("status.live") : T.get("status.paper");
            if (!text.equals(badge.getText())) {
                badge.setText(text);
            }
            Updates.toolTip(badge,
                    type.isEmpty() ? null : live ? T.get("status.live.tip") : T.get("status.paper.tip"));
            Color background = type.isEmpty() ? null : live ? palette.error() : palette.good();
            badge.setBackground(background);
            badge.setForeground(type.isEmpty() ? null : palette.background());
        }

        private static void set(CLabel label, String text, Color color) {
            if (!text.equals(label.getText())) {
                label.setText(text);
            }
            if (!color.equals(label.getForeground())) {
                label.setForeground(color);
            }
        }

        private boolean isEventsViewInSight() {
            IWorkbenchPage page = window.getActivePage();
            IViewReference reference = page == null ? null : page.findViewReference(ContributedView.ID, EVENTS_VIEW);
            IWorkbenchPart part = reference == null ? null : reference.getPart(false);
            return part != null && page.isPartVisible(part);
        }
    }
}
