package org.jts.ui.plugins.internal;

import static org.jts.ui.plugins.internal.PluginsView.T;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Text;
import org.jts.api.Subscription;
import org.jts.api.install.Brings;
import org.jts.api.install.Consent;
import org.jts.api.install.InstallMonitor;
import org.jts.api.install.PluginChange;
import org.jts.api.install.PluginInstaller;
import org.jts.api.install.PluginOffer;
import org.jts.ui.kit.Background;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Refresher;
import org.jts.ui.view.ViewControl;

/** The plug-ins in a table, all that is known of the selected one beside it, and below it what can be done. */
final class PluginsControl implements ViewControl {

    private static final Duration REFRESH = Duration.ofMillis(200);
    private static final int PROGRESS_WIDTH = 120;
    private static final int DETAIL_MARGIN = 8;

    /** What is done now, and how much of all is done, 0 to 1. */
    private record Step(String text, double share) {
    }

    private final PluginInstaller installer;
    private final Composite root;
    private final DataTable<PluginRow> table;
    private final Subscription subscription;
    private final Offers offers;
    private Text detail;
    private Label status;
    private ProgressBar progress;
    private Refresher refresher;
    /** How far the work in the background is; written by its thread. */
    private volatile Optional<Step> step = Optional.empty();
    private Button install;
    private Button rollBack;
    private Button remove;
    private Button signer;
    private Button cancel;
    private Job running;

    PluginsControl(Composite parent, PluginInstaller installer) {
        this.installer = installer;
        offers = new Offers(installer);
        root = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout();
        layout.marginWidth = 4;
        layout.marginHeight = 4;
        layout.verticalSpacing = 4;
        root.setLayout(layout);
        siteRow();
        SashForm sash = new SashForm(root, SWT.HORIZONTAL);
        sash.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        table = table(sash);
        detail = detail(sash);
        sash.setWeights(68, 32);
        actionRow();
        refresher = new Refresher(root, REFRESH, this::paint);
        subscription = installer.listen(refresher::request);
        paint();
        readSites();
    }

    @Override
    public void setFocus() {
        table.setFocus();
    }

    @Override
    public void dispose() {
        subscription.close();
        if (running != null) {
            running.cancel();
        }
    }

    private void siteRow() {
        Composite row = row(4);
        button(row, "plugins.open", T.get("open")).addListener(SWT.Selection, e -> openArchive());
        button(row, "plugins.addSite", T.get("addSite")).addListener(SWT.Selection, e -> addSite());
        button(row, "plugins.read", T.get("read")).addListener(SWT.Selection, e -> readSites());
        Label hint = new Label(row, SWT.NONE);
        hint.setText(T.get("hint"));
        hint.setForeground(Palette.of(root).muted());
        hint.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
    }

    private void actionRow() {
        Composite row = row(7);
        install = button(row, "plugins.install", T.get("install"));
        install.addListener(SWT.Selection, e -> selected().flatMap(PluginRow::offer)
                .ifPresent(offer -> change(new PluginChange.Install(offer))));
        rollBack = button(row, "plugins.rollBack", T.get("rollBack"));
        rollBack.addListener(SWT.Selection, e -> selected().ifPresent(r -> change(new PluginChange.RollBack(r.id()))));
        remove = button(row, "plugins.remove", T.get("remove"));
        remove.addListener(SWT.Selection, e -> selected().ifPresent(r -> change(new PluginChange.Remove(r.id()))));
        signer = button(row, "plugins.signer", T.get("lookAtSigner"));
        signer.addListener(SWT.Selection, e -> lookAtSigner());
        cancel = button(row, "plugins.cancel", T.get("cancel"));
        cancel.addListener(SWT.Selection, e -> running.cancel());
        progress = new ProgressBar(row, SWT.HORIZONTAL | SWT.SMOOTH);
        progress.setLayoutData(new GridData(PROGRESS_WIDTH, SWT.DEFAULT));
        progress.setData(DataTable.WIDGET_KEY, "plugins.progress");
        showProgress(false);
        status = new Label(row, SWT.WRAP);
        status.setData(DataTable.WIDGET_KEY, "plugins.status");
        status.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
    }

    /** Not at the very edge of the table. */
    private static Text detail(Composite parent) {
        Composite side = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout();
        layout.marginWidth = DETAIL_MARGIN;
        layout.marginHeight = 0;
        side.setLayout(layout);
        Text text = new Text(side, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL);
        text.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        text.setData(DataTable.WIDGET_KEY, "plugins.detail");
        return text;
    }

    private Composite row(int columns) {
        Composite row = new Composite(root, SWT.NONE);
        GridLayout layout = new GridLayout(columns, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        row.setLayout(layout);
        row.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        return row;
    }

    private static Button button(Composite row, String key, String text) {
        Button button = new Button(row, SWT.PUSH);
        button.setText(text);
        button.setData(DataTable.WIDGET_KEY, key);
        return button;
    }

    private DataTable<PluginRow> table(Composite parent) {
        DataTable<PluginRow> plugins = new DataTable<>(parent, SWT.SINGLE, "plugins.table", PluginRow::id);
        plugins.column("name", T.get("column.name"), 180, SWT.LEFT, PluginRow::name).narrowTo(120);
        plugins.column("here", T.get("column.here"), 150, SWT.LEFT, PluginRow::hereVersion)
                .narrowTo(70);
        plugins.column("offered", T.get("column.offered"), 150, SWT.LEFT, PluginRow::offeredVersion).narrowTo(70);
        plugins.column("signer", T.get("column.signer"), 110, SWT.LEFT,
                row -> row.signer().map(PluginWords::signer).orElse("")).narrowTo(70);
        plugins.column("brings", T.get("column.brings"), 170, SWT.LEFT, row -> PluginWords.brings(row.brings()))
                .narrowTo(90);
        plugins.column("origin", T.get("column.origin"), 170, SWT.LEFT, PluginWords::origin).narrowTo(110)
                .keepInSight();
        plugins.column("provider", T.get("column.provider"), 130, SWT.LEFT, PluginRow::provider).hiddenAtFirst();
        plugins.emptyText(T.get("empty"));
        plugins.onSelect(row -> showSelected());
        return plugins;
    }

    private void paint() {
        step.filter(now -> running != null).ifPresent(now -> {
            say(now.text() + " …", false);
            progress.setSelection((int) (now.share() * 100));
        });
        showProgress(running != null);
        table.setRows(PluginRow.of(installer, offers.all(), offers.signers()));
        showSelected();
    }

    private Optional<PluginRow> selected() {
        return table.selection();
    }

    private void showSelected() {
        Optional<PluginRow> row = selected();
        detail.setText(row.map(PluginWords::describe).orElse(T.get("detail.none")));
        boolean idle = running == null;
        install.setEnabled(idle && row.filter(PluginRow::canInstall).isPresent());
        install.setText(row.flatMap(PluginRow::here).isPresent() ? T.get("update") : T.get("install"));
        rollBack.setEnabled(idle && row.filter(PluginRow::canRollBack).isPresent());
        remove.setEnabled(idle && row.filter(PluginRow::canRemove).isPresent());
        signer.setEnabled(idle && row.filter(r -> r.offer().isPresent() && r.signer().isEmpty()).isPresent());
        cancel.setEnabled(!idle);
        install.getParent().layout();
    }

    private void openArchive() {
        FileDialog dialog = new FileDialog(root.getShell(), SWT.OPEN);
        dialog.setText(T.get("open"));
        dialog.setFilterExtensions(new String[] {"*.zip", "*"});
        dialog.setFilterNames(new String[] {T.get("open.archives"), T.get("open.all")});
        String file = dialog.open();
        if (file != null) {
            open(Path.of(file));
        }
    }

    /** Looks at an archive too, from now on. */
    void open(Path archive) {
        offers.look(archive);
        readSites();
    }

    private void addSite() {
        InputDialog dialog = new InputDialog(root.getShell(), T.get("addSite"), T.get("addSite.what"), "https://",
                text -> SiteText.parse(text).isPresent() ? null : T.get("addSite.wrong"));
        if (dialog.open() == Window.OK) {
            URI site = SiteText.parse(dialog.getValue()).orElseThrow();
            run(T.get("addSite"), monitor -> {
                installer.addSite(site);
                return site;
            }, added -> readSites());
        }
    }

    private void readSites() {
        List<URI> sites = offers.sites();
        if (sites.isEmpty()) {
            return;
        }
        run(T.get("read"), monitor -> offers.read(sites, steps(monitor)), found -> {
            offers.show(found);
            paint();
            say(String.join(" ", found.unread()), !found.unread().isEmpty());
        });
    }

    /** Of what is far away, when somebody asks for it: it has to be fetched. */
    private void lookAtSigner() {
        Optional<PluginOffer> offer = selected().flatMap(PluginRow::offer);
        if (offer.isPresent()) {
            run(T.format("step.check", offer.get().name()), monitor -> installer.signer(offer.get(),
                    steps(monitor)), signer -> {
                        offers.vouched(offer.get(), signer);
                        paint();
                    });
        }
    }

    private void change(PluginChange asked) {
        String name = selected().map(PluginRow::name).orElse(asked.id());
        Optional<Brings> brings = selected().map(PluginRow::brings);
        run(T.format("step.check", name), monitor -> installer.check(asked, steps(monitor)),
                preflight -> ChangeDialog.ask(root.getShell(), name, preflight)
                        .ifPresent(consent -> apply(name, brings, asked, consent)));
    }

    private void apply(String name, Optional<Brings> brings, PluginChange asked, Consent consent) {
        run(T.format("step.apply", name), monitor -> installer.apply(asked, consent, steps(monitor)),
                done -> say(PluginWords.done(name, done, brings), false));
    }

    /** No gap stays where it was. */
    private void showProgress(boolean shown) {
        progress.setVisible(shown);
        ((GridData) progress.getLayoutData()).exclude = !shown;
    }

    private <R> void run(String what, Background.Work<R> work, Consumer<R> then) {
        if (running != null) {
            return;
        }
        say(what + " …", false);
        step = Optional.empty();
        progress.setSelection(0);
        showProgress(true);
        running = Background.run(root, what, work, result -> {
            running = null;
            showProgress(false);
            say("", false);
            showSelected(); // a question may come now, and nothing can be cancelled meanwhile
            then.accept(result);
            paint();
        }, e -> {
            running = null;
            showProgress(false);
            say(e instanceof InterruptedException ? T.get("givenUp") : String.valueOf(e.getMessage()),
                    !(e instanceof InterruptedException));
            paint();
        });
        showSelected();
    }

    private void say(String text, boolean isError) {
        status.setText(text.replace("&", "&&"));
        status.setForeground(isError ? Palette.of(root).error() : null);
        status.setToolTipText(text.isEmpty() ? null : text);
        root.layout(true, true);
    }

    /** Lets the installer tell how far it is, and the trader tell the installer to give up. */
    private InstallMonitor steps(IProgressMonitor monitor) {
        return (text, share) -> {
            step = Optional.of(new Step(text, share));
            refresher.request();
            return !monitor.isCanceled();
        };
    }
}
