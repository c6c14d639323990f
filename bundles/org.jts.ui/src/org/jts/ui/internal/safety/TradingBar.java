package org.jts.ui.internal.safety;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.ControlContribution;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.PaletteData;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.jts.api.account.AccountSnapshot;
import org.jts.ui.internal.UiTexts;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.LiveMark;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Refresher;
import org.jts.ui.kit.Texts;
import org.jts.ui.kit.Updates;

/**
 * The bar at the top of the window: stops trading with one button that is always there, says when it is stopped, since
 * when and by whom, and which accounts of real money are unlocked.
 */
public final class TradingBar extends ControlContribution {
    private static final Texts T = UiTexts.TEXTS;
    private static final String TITLE = "JTS Workstation";
    private static final String CSS_DISABLED = "org.eclipse.e4.ui.css.disabled";
    /** What the bar's surroundings need at both ends. */
    private static final int MARGIN = 40;

    /** Of the tool bar that holds it. */
    public static final String ID = "org.jts.ui.trading.bar";
    private static final int HEIGHT = 26;

    private final Shell shell;

    public TradingBar(Shell shell) {
        super("org.jts.ui.trading");
        this.shell = shell;
    }

    /**
     * An item beside the bar that shows nothing: a tool bar is as high as its items, whatever a control in it needs.
     */
    public static IAction height(Display display) {
        ImageData nothing = new ImageData(1, HEIGHT, 24, new PaletteData(0xFF0000, 0xFF00, 0xFF));
        nothing.alphaData = new byte[HEIGHT];
        Image image = new Image(display, nothing);
        display.disposeExec(image::dispose);
        Action item = new Action("", ImageDescriptor.createFromImage(image)) { };
        item.setDisabledImageDescriptor(item.getImageDescriptor());
        item.setEnabled(false);
        return item;
    }

    @Override
    protected Control createControl(Composite parent) {
        return new Bar(parent);
    }

    private final class Bar extends Composite {
        private final Button stop;
        private final Label state;
        private final Button resume;
        private final LiveMark live;
        private final Button lock;
        private final TradingState trading;

        Bar(Composite parent) {
            super(parent, SWT.NONE);
            setData(DataTable.WIDGET_KEY, "trading.bar");
            GridLayout layout = new GridLayout(5, false);
            layout.marginHeight = 0;
            layout.marginWidth = 4;
            layout.horizontalSpacing = 8;
            setLayout(layout);
            stop = button(T.get("bar.stop"), "trading.stop", () -> TradingActions.stop(shell));
            stop.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
            stop.setToolTipText(T.get("bar.stop.tip"));
            state = new Label(this, SWT.NONE);
            state.setData(DataTable.WIDGET_KEY, "trading.state");
            state.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
            state.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
            resume = button(T.get("bar.resume"), "trading.resume", () -> TradingActions.resume(shell));
            live = new LiveMark(this, "trading.live");
            live.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
            lock = button(T.get("bar.lock"), "trading.lock", this::lockAll);
            Refresher refresher = new Refresher(this, Duration.ofMillis(100), this::show);
            trading = new TradingState(refresher::request);
            Thread.ofVirtual().name("jts-ui-trading").start(trading::open);
            Palette.onChange(this, refresher::request);
            Listener resized = e -> fit();
            shell.addListener(SWT.Resize, resized);
            addDisposeListener(e -> {
                trading.close();
                if (!shell.isDisposed()) {
                    shell.removeListener(SWT.Resize, resized);
                }
            });
            show();
        }

        private Button button(String text, String id, Runnable action) {
            Button button = new Button(this, SWT.PUSH);
            button.setText(text);
            button.setData(DataTable.WIDGET_KEY, id);
            button.addListener(SWT.Selection, e -> action.run());
            button.setLayoutData(new GridData(SWT.BEGINNING, SWT.CENTER, false, false));
            return button;
        }

        /** As wide as the window. */
        @Override
        public Point computeSize(int width, int height, boolean changed) {
            Point size = super.computeSize(SWT.DEFAULT, SWT.DEFAULT, changed);
            int room = shell.isDisposed() ? 0 : shell.getClientArea().width - MARGIN;
            return new Point(Math.max(room, 200), size.y);
        }

        private void fit() {
            if (isDisposed()) {
                return;
            }
            Point size = computeSize(SWT.DEFAULT, SWT.DEFAULT);
            if (getParent() instanceof ToolBar bar) {
                // A tool bar asks a control for its width once.
                for (ToolItem item : bar.getItems()) {
                    if (item.getControl() == this && item.getWidth() != size.x) {
                        item.setWidth(size.x);
                    }
                }
            }
            setSize(size);
            requestLayout();
            getDisplay().asyncExec(this::stayInSight);
        }

        /** What a tool bar holds may be wider than what is seen of it: nothing is put into the rest. */
        private void stayInSight() {
            if (isDisposed()) {
                return;
            }
            int seen = getSize().x;
            for (Composite around = getParent(); around != null; around = around.getParent()) {
                seen = Math.min(seen, around.getClientArea().width - getDisplay().map(this, around, 0, 0).x);
            }
            GridLayout layout = (GridLayout) getLayout();
            int rest = Math.max(0, getSize().x - seen);
            if (layout.marginRight != rest) {
                layout.marginRight = rest;
                layout(true);
            }
        }

        private void lockAll() {
            trading.desk().ifPresent(desk -> trading.unlocked().forEach(a -> desk.lock(a.key())));
        }

        private void show() {
            Palette palette = Palette.of(this);
            boolean isStopped = trading.stopped().isPresent();
            List<AccountSnapshot> unlocked = trading.unlocked();
            boolean changed = Updates.text(state, isStopped ? T.format("bar.stopped", since(),
                    trading.stopped().orElse("")) : "");
            Updates.toolTip(state, isStopped ? state.getText() : null);
            Updates.enabled(stop, trading.desk().isPresent());
            changed |= exclude(resume, !isStopped) | exclude(live, unlocked.isEmpty())
                    | exclude(lock, unlocked.isEmpty());
            if (!unlocked.isEmpty()) {
                changed |= live.showLive(T.format("bar.live", names(unlocked)));
            }
            paint(palette, isStopped);
            title(isStopped, unlocked);
            if (changed) {
                layout(true, true);
            }
            stayInSight();
        }

        private static String names(List<AccountSnapshot> accounts) {
            return accounts.stream().map(a -> a.key().account().value()).collect(Collectors.joining(", "));
        }

        private String since() {
            return trading.stoppedSince().map(at -> Formats.time(at, Formats.SEOUL, Instant.now())).orElse("");
        }

        private static boolean exclude(Control control, boolean hidden) {
            GridData place = (GridData) control.getLayoutData();
            if (place.exclude == hidden) {
                return false;
            }
            place.exclude = hidden;
            control.setVisible(!hidden);
            return true;
        }

        private void paint(Palette palette, boolean isStopped) {
            // The theme's style sheets would paint over what says that nothing is traded.
            for (Control control : new Control[] {this, state, stop, resume, live, lock}) {
                control.setData(CSS_DISABLED, Boolean.TRUE);
            }
            Updates.background(this, isStopped ? palette.error() : palette.card());
            Updates.background(state, isStopped ? palette.error() : palette.card());
            Updates.foreground(state, isStopped ? palette.background() : palette.muted());
            Updates.foreground(stop, palette.error());
            Updates.background(stop, palette.background());
            for (Control control : new Control[] {resume, lock}) {
                Updates.background(control, palette.background());
                Updates.foreground(control, palette.text());
            }
        }

        private void title(boolean isStopped, List<AccountSnapshot> unlocked) {
            String title = TITLE + (isStopped ? "  —  " + T.get("title.stopped") : "")
                    + (unlocked.isEmpty() ? "" : "  —  " + T.format("title.live", names(unlocked)));
            if (!title.equals(shell.getText())) {
                shell.setText(title);
            }
        }
    }
}
