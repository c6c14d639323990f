package org.jts.ui.internal.commands;

import java.nio.file.Files;
import java.nio.file.Path;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.Platform;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.program.Program;
import org.eclipse.ui.handlers.HandlerUtil;
import org.jts.api.store.DataFolder;
import org.jts.ui.internal.Services;
import org.jts.ui.internal.UiTexts;

/** Opens the folder with the log files in the system's file manager, or says where it is where there is none. */
public final class OpenLogFolderHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        Path folder = logFolder();
        if (!Program.launch(folder.toString())) {
            MessageDialog.openInformation(HandlerUtil.getActiveShellChecked(event), UiTexts.TEXTS.get("log.title"),
                    UiTexts.TEXTS.format("log.where", folder));
        }
        return null;
    }

    private static Path logFolder() {
        Path fallback = Platform.getLogFileLocation().toFile().toPath().toAbsolutePath().getParent();
        return Services.call(DataFolder.class, fallback, folder -> {
            Path log = folder.path().resolve("log");
            return Files.isDirectory(log) ? log : folder.path();
        });
    }
}
