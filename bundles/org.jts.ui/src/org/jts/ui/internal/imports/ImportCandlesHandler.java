package org.jts.ui.internal.imports;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;
import org.jts.ui.internal.UiTexts;
import org.jts.ui.kit.Texts;

/** Asks for candle files and imports them. */
public final class ImportCandlesHandler extends AbstractHandler {
    private static final Texts T = UiTexts.TEXTS;

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        Shell shell = HandlerUtil.getActiveShellChecked(event);
        FileDialog dialog = new FileDialog(shell, SWT.OPEN | SWT.MULTI);
        dialog.setText(T.get("import.title"));
        dialog.setFilterExtensions(new String[] {"*.csv", "*"});
        dialog.setFilterNames(new String[] {T.get("import.filter.csv"), T.get("import.filter.all")});
        if (dialog.open() != null) {
            Path folder = Path.of(dialog.getFilterPath());
            List<Path> files = Arrays.stream(dialog.getFileNames()).map(folder::resolve).sorted().toList();
            CandleImportJob.start(shell, files);
        }
        return null;
    }
}
