package org.jts.ui.internal.imports;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.jts.api.store.CandleImport;
import org.jts.api.store.CandleImport.ImportReport;
import org.jts.api.store.StoreException;
import org.jts.ui.internal.Services;
import org.jts.ui.internal.UiTexts;
import org.jts.ui.kit.Texts;

/** Imports candle files one after the other, with progress and cancel, and shows what came of it. */
public final class CandleImportJob extends Job {
    private static final Texts T = UiTexts.TEXTS;
    private static final int STEPS = 1000;

    private final Shell shell;
    private final List<Path> files;

    private CandleImportJob(Shell shell, List<Path> files) {
        super(T.format("import.job", files.size() == 1 ? files.getFirst().getFileName() : files.size() + " CSV"));
        this.shell = shell;
        this.files = files;
    }

    /** Starts in the background; the outcome is shown over {@code shell}. */
    public static Job start(Shell shell, List<Path> files) {
        Job job = new CandleImportJob(shell, files);
        job.setUser(true);
        job.schedule();
        return job;
    }

    @Override
    protected IStatus run(IProgressMonitor monitor) {
        SubMonitor progress = SubMonitor.convert(monitor, getName(), files.size() * STEPS);
        List<ImportReport> reports = new ArrayList<>();
        Optional<String> problem = Optional.empty();
        try {
            for (Path file : files) {
                ImportReport report = Services.call(CandleImport.class, null,
                        service -> importFile(service, file, progress.newChild(STEPS), monitor));
                if (report == null) {
                    problem = Optional.of(T.get("import.unavailable"));
                    break;
                }
                reports.add(report);
                if (report.cancelled()) {
                    break;
                }
            }
        } catch (StoreException e) {
            problem = Optional.of(T.format("import.failed", e.getMessage()));
        } catch (RuntimeException e) {
            ILog.of(CandleImportJob.class).error("Import of " + files + " failed: " + e, e);
            problem = Optional.of(T.format("import.unexpected", e));
        }
        show(reports, problem);
        return monitor.isCanceled() ? Status.CANCEL_STATUS : Status.OK_STATUS;
    }

    private static ImportReport importFile(CandleImport service, Path file, SubMonitor progress,
            IProgressMonitor monitor) throws StoreException {
        int[] done = {0};
        return service.importCsv(file, share -> {
            int now = (int) (share * STEPS);
            progress.worked(now - done[0]);
            done[0] = now;
        }, monitor::isCanceled);
    }

    private void show(List<ImportReport> reports, Optional<String> problem) {
        if (shell.isDisposed()) {
            return;
        }
        shell.getDisplay().asyncExec(() -> {
            if (shell.isDisposed()) {
                return;
            }
            // What was imported before a later file failed is in the store: both are said.
            problem.ifPresent(text -> MessageDialog.openError(shell, T.get("import.title"), text));
            if (!reports.isEmpty()) {
                new ImportReportDialog(shell, reports).open();
            }
        });
    }
}
