package org.eclipse.swtbot.eclipse.finder.widgets;

import java.util.List;
import java.util.stream.Stream;

import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swt.widgets.Widget;
import org.eclipse.swtbot.eclipse.finder.internal.Workbench;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.swtbot.swt.finder.utils.SWTUtils;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotToolbarButton;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotToolbarDropDownButton;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotToolbarPushButton;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotToolbarRadioButton;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotToolbarToggleButton;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.IWorkbenchPartReference;

/**
 * What the robot can do with any part of the workbench.
 *
 * @param <T> the kind of reference
 */
public abstract class SWTBotWorkbenchPart<T extends IWorkbenchPartReference> {

    /** The part. */
    protected final T partReference;

    /** @param partReference the part */
    public SWTBotWorkbenchPart(T partReference) {
        if (partReference == null) {
            throw new WidgetNotFoundException("Expected a part of the workbench, found null");
        }
        this.partReference = partReference;
    }

    /** @return the part */
    public T getReference() {
        return partReference;
    }

    /** @return the title */
    public String getTitle() {
        return Workbench.ui(partReference::getTitle);
    }

    /** Brings the part to the front and gives it the keyboard. */
    public void show() {
        Workbench.ui(() -> {
            partReference.getPage().activate(part());
            return null;
        });
    }

    /** Gives the keyboard to the part. */
    public abstract void setFocus();

    /** Closes the part. */
    public abstract void close();

    /** @return whether the user works in the part */
    public abstract boolean isActive();

    /** @return a robot that looks inside the part only */
    public SWTBot bot() {
        return new SWTBot(getWidget());
    }

    /** @return the widget that holds what the part shows */
    public Widget getWidget() {
        return Workbench.ui(() -> (Widget) model().getWidget());
    }

    /** @return the buttons of the part's tool bar, without separators */
    public List<SWTBotToolbarButton> getToolbarButtons() {
        return Workbench.ui(() -> {
            boolean none = model().getToolbar() == null || !(model().getToolbar().getWidget() instanceof Widget);
            return none ? List.of() : toolBars((Widget) model().getToolbar().getWidget())
                    .flatMap(bar -> Stream.of(bar.getItems()))
                    .filter(item -> !SWTUtils.hasStyle(item, SWT.SEPARATOR)).map(SWTBotWorkbenchPart::button).toList();
        });
    }

    /** @return the button of the part's tool bar with this tool tip */
    public SWTBotToolbarButton toolbarButton(String tooltip) throws WidgetNotFoundException {
        return toolbarButton(tooltip, SWTBotToolbarButton.class);
    }

    /** @return the push button of the part's tool bar with this tool tip */
    public SWTBotToolbarPushButton toolbarPushButton(String tooltip) throws WidgetNotFoundException {
        return toolbarButton(tooltip, SWTBotToolbarPushButton.class);
    }

    /** @return the button that stays down of the part's tool bar with this tool tip */
    public SWTBotToolbarToggleButton toolbarToggleButton(String tooltip) throws WidgetNotFoundException {
        return toolbarButton(tooltip, SWTBotToolbarToggleButton.class);
    }

    /** @return the radio button of the part's tool bar with this tool tip */
    public SWTBotToolbarRadioButton toolbarRadioButton(String tooltip) throws WidgetNotFoundException {
        return toolbarButton(tooltip, SWTBotToolbarRadioButton.class);
    }

    /** @return the button with a menu of the part's tool bar with this tool tip */
    public SWTBotToolbarDropDownButton toolbarDropDownButton(String tooltip) throws WidgetNotFoundException {
        return toolbarButton(tooltip, SWTBotToolbarDropDownButton.class);
    }

    private <B extends SWTBotToolbarButton> B toolbarButton(String tooltip, Class<B> type) {
        List<SWTBotToolbarButton> buttons = getToolbarButtons();
        return buttons.stream().filter(type::isInstance).filter(button -> button.getToolTipText().equals(tooltip))
                .findFirst().map(type::cast)
                .orElseThrow(() -> new WidgetNotFoundException("Expected a " + type.getSimpleName() + " with tool tip '"
                        + tooltip + "' in the tool bar of " + this + ", found " + buttons.stream()
                        .map(one -> one.getClass().getSimpleName() + " '" + one.getToolTipText() + "'").toList()));
    }

    /** The model of the part, which knows its widgets. UI thread only. */
    MPart model() {
        return part().getSite().getService(MPart.class);
    }

    /** The part itself, made if it is not yet. UI thread only. */
    IWorkbenchPart part() {
        IWorkbenchPart part = partReference.getPart(true);
        if (part == null) {
            throw new WidgetNotFoundException(
                    "Expected an open part, found that " + partReference.getId() + " is closed");
        }
        return part;
    }

    private static Stream<ToolBar> toolBars(Widget widget) {
        return switch (widget) {
            case ToolBar bar -> Stream.of(bar);
            case Composite holder -> Stream.of(holder.getChildren()).flatMap(SWTBotWorkbenchPart::toolBars);
            default -> Stream.of();
        };
    }

    private static SWTBotToolbarButton button(ToolItem item) {
        int style = item.getStyle();
        if ((style & SWT.DROP_DOWN) != 0) {
            return new SWTBotToolbarDropDownButton(item);
        }
        if ((style & SWT.CHECK) != 0) {
            return new SWTBotToolbarToggleButton(item);
        }
        return (style & SWT.RADIO) != 0 ? new SWTBotToolbarRadioButton(item) : new SWTBotToolbarPushButton(item);
    }

    @Override
    public String toString() {
        return "part '" + Workbench.ui(partReference::getPartName) + "' (id " + partReference.getId() + ")";
    }
}
