package org.eclipse.swtbot.swt.finder;

import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.inGroup;
import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.withId;
import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.withLabel;
import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.withMnemonic;
import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.withTooltip;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swtbot.swt.finder.finders.Finder;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotArrowButton;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotButton;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotCLabel;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotCheckBox;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotLabel;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotLink;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotRadio;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotToggleButton;

/**
 * The part of the robot that finds buttons, labels and links. The names say it all: {@code x()} and
 * {@code x(index)} by place in reading order, {@code x(text)} by what it shows, {@code xWithId} by id,
 * {@code xWithLabel} by the label before it, {@code xWithTooltip} by tool tip, {@code xInGroup} inside a titled group.
 */
abstract class ButtonBot extends WindowBot {

    private static final Kind<Button, SWTBotButton> BUTTON =
            new Kind<>(Button.class, SWT.PUSH, "SWT.PUSH", SWTBotButton::new);
    private static final Kind<Button, SWTBotCheckBox> CHECK_BOX =
            new Kind<>(Button.class, SWT.CHECK, "SWT.CHECK", SWTBotCheckBox::new);
    private static final Kind<Button, SWTBotRadio> RADIO =
            new Kind<>(Button.class, SWT.RADIO, "SWT.RADIO", SWTBotRadio::new);
    private static final Kind<Button, SWTBotToggleButton> TOGGLE_BUTTON =
            new Kind<>(Button.class, SWT.TOGGLE, "SWT.TOGGLE", SWTBotToggleButton::new);
    private static final Kind<Button, SWTBotArrowButton> ARROW_BUTTON =
            new Kind<>(Button.class, SWT.ARROW, "SWT.ARROW", SWTBotArrowButton::new);
    private static final Kind<Label, SWTBotLabel> LABEL = new Kind<>(Label.class, SWT.NONE, "", SWTBotLabel::new);
    private static final Kind<CLabel, SWTBotCLabel> CLABEL = new Kind<>(CLabel.class, SWT.NONE, "", SWTBotCLabel::new);
    private static final Kind<Link, SWTBotLink> LINK = new Kind<>(Link.class, SWT.NONE, "", SWTBotLink::new);

    ButtonBot(Finder finder) {
        super(finder);
    }

    // button
    public SWTBotButton button() { return one(BUTTON, 0); }
    public SWTBotButton button(int index) { return one(BUTTON, index); }
    public SWTBotButton button(String mnemonicText) { return one(BUTTON, 0, withMnemonic(mnemonicText)); }
    public SWTBotButton button(String mnemonicText, int index) {
        return one(BUTTON, index, withMnemonic(mnemonicText));
    }
    public SWTBotButton buttonWithId(String value) { return one(BUTTON, 0, withId(value)); }
    public SWTBotButton buttonWithId(String value, int index) { return one(BUTTON, index, withId(value)); }
    public SWTBotButton buttonWithId(String key, String value) { return one(BUTTON, 0, withId(key, value)); }
    public SWTBotButton buttonWithId(String key, String value, int index) {
        return one(BUTTON, index, withId(key, value));
    }
    public SWTBotButton buttonWithLabel(String label) { return one(BUTTON, 0, withLabel(label)); }
    public SWTBotButton buttonWithLabel(String label, int index) { return one(BUTTON, index, withLabel(label)); }
    public SWTBotButton buttonWithTooltip(String tooltip) { return one(BUTTON, 0, withTooltip(tooltip)); }
    public SWTBotButton buttonWithTooltip(String tooltip, int index) {
        return one(BUTTON, index, withTooltip(tooltip));
    }
    public SWTBotButton buttonInGroup(String inGroup) { return one(BUTTON, 0, inGroup(inGroup)); }
    public SWTBotButton buttonInGroup(String inGroup, int index) { return one(BUTTON, index, inGroup(inGroup)); }
    public SWTBotButton buttonInGroup(String mnemonicText, String inGroup) {
        return one(BUTTON, 0, withMnemonic(mnemonicText), inGroup(inGroup));
    }
    public SWTBotButton buttonInGroup(String mnemonicText, String inGroup, int index) {
        return one(BUTTON, index, withMnemonic(mnemonicText), inGroup(inGroup));
    }
    public SWTBotButton buttonWithLabelInGroup(String label, String inGroup) {
        return one(BUTTON, 0, withLabel(label), inGroup(inGroup));
    }
    public SWTBotButton buttonWithLabelInGroup(String label, String inGroup, int index) {
        return one(BUTTON, index, withLabel(label), inGroup(inGroup));
    }

    // checkBox
    public SWTBotCheckBox checkBox() { return one(CHECK_BOX, 0); }
    public SWTBotCheckBox checkBox(int index) { return one(CHECK_BOX, index); }
    public SWTBotCheckBox checkBox(String mnemonicText) { return one(CHECK_BOX, 0, withMnemonic(mnemonicText)); }
    public SWTBotCheckBox checkBox(String mnemonicText, int index) {
        return one(CHECK_BOX, index, withMnemonic(mnemonicText));
    }
    public SWTBotCheckBox checkBoxWithId(String value) { return one(CHECK_BOX, 0, withId(value)); }
    public SWTBotCheckBox checkBoxWithId(String value, int index) { return one(CHECK_BOX, index, withId(value)); }
    public SWTBotCheckBox checkBoxWithId(String key, String value) { return one(CHECK_BOX, 0, withId(key, value)); }
    public SWTBotCheckBox checkBoxWithId(String key, String value, int index) {
        return one(CHECK_BOX, index, withId(key, value));
    }
    public SWTBotCheckBox checkBoxWithLabel(String label) { return one(CHECK_BOX, 0, withLabel(label)); }
    public SWTBotCheckBox checkBoxWithLabel(String label, int index) { return one(CHECK_BOX, index, withLabel(label)); }
    public SWTBotCheckBox checkBoxWithTooltip(String tooltip) { return one(CHECK_BOX, 0, withTooltip(tooltip)); }
    public SWTBotCheckBox checkBoxWithTooltip(String tooltip, int index) {
        return one(CHECK_BOX, index, withTooltip(tooltip));
    }
    public SWTBotCheckBox checkBoxInGroup(String inGroup) { return one(CHECK_BOX, 0, inGroup(inGroup)); }
    public SWTBotCheckBox checkBoxInGroup(String inGroup, int index) { return one(CHECK_BOX, index, inGroup(inGroup)); }
    public SWTBotCheckBox checkBoxInGroup(String mnemonicText, String inGroup) {
        return one(CHECK_BOX, 0, withMnemonic(mnemonicText), inGroup(inGroup));
    }
    public SWTBotCheckBox checkBoxInGroup(String mnemonicText, String inGroup, int index) {
        return one(CHECK_BOX, index, withMnemonic(mnemonicText), inGroup(inGroup));
    }
    public SWTBotCheckBox checkBoxWithLabelInGroup(String label, String inGroup) {
        return one(CHECK_BOX, 0, withLabel(label), inGroup(inGroup));
    }
    public SWTBotCheckBox checkBoxWithLabelInGroup(String label, String inGroup, int index) {
        return one(CHECK_BOX, index, withLabel(label), inGroup(inGroup));
    }

    // radio
    public SWTBotRadio radio() { return one(RADIO, 0); }
    public SWTBotRadio radio(int index) { return one(RADIO, index); }
    public SWTBotRadio radio(String mnemonicText) { return one(RADIO, 0, withMnemonic(mnemonicText)); }
    public SWTBotRadio radio(String mnemonicText, int index) { return one(RADIO, index, withMnemonic(mnemonicText)); }
    public SWTBotRadio radioWithId(String value) { return one(RADIO, 0, withId(value)); }
    public SWTBotRadio radioWithId(String value, int index) { return one(RADIO, index, withId(value)); }
    public SWTBotRadio radioWithId(String key, String value) { return one(RADIO, 0, withId(key, value)); }
    public SWTBotRadio radioWithId(String key, String value, int index) {
        return one(RADIO, index, withId(key, value));
    }
    public SWTBotRadio radioWithLabel(String label) { return one(RADIO, 0, withLabel(label)); }
    public SWTBotRadio radioWithLabel(String label, int index) { return one(RADIO, index, withLabel(label)); }
    public SWTBotRadio radioWithTooltip(String tooltip) { return one(RADIO, 0, withTooltip(tooltip)); }
    public SWTBotRadio radioWithTooltip(String tooltip, int index) { return one(RADIO, index, withTooltip(tooltip)); }
    public SWTBotRadio radioInGroup(String inGroup) { return one(RADIO, 0, inGroup(inGroup)); }
    public SWTBotRadio radioInGroup(String inGroup, int index) { return one(RADIO, index, inGroup(inGroup)); }
    public SWTBotRadio radioInGroup(String mnemonicText, String inGroup) {
        return one(RADIO, 0, withMnemonic(mnemonicText), inGroup(inGroup));
    }
    public SWTBotRadio radioInGroup(String mnemonicText, String inGroup, int index) {
        return one(RADIO, index, withMnemonic(mnemonicText), inGroup(inGroup));
    }
    public SWTBotRadio radioWithLabelInGroup(String label, String inGroup) {
        return one(RADIO, 0, withLabel(label), inGroup(inGroup));
    }
    public SWTBotRadio radioWithLabelInGroup(String label, String inGroup, int index) {
        return one(RADIO, index, withLabel(label), inGroup(inGroup));
    }

    // toggleButton
    public SWTBotToggleButton toggleButton() { return one(TOGGLE_BUTTON, 0); }
    public SWTBotToggleButton toggleButton(int index) { return one(TOGGLE_BUTTON, index); }
    public SWTBotToggleButton toggleButton(String mnemonicText) {
        return one(TOGGLE_BUTTON, 0, withMnemonic(mnemonicText));
    }
    public SWTBotToggleButton toggleButton(String mnemonicText, int index) {
        return one(TOGGLE_BUTTON, index, withMnemonic(mnemonicText));
    }
    public SWTBotToggleButton toggleButtonWithId(String value) { return one(TOGGLE_BUTTON, 0, withId(value)); }
    public SWTBotToggleButton toggleButtonWithId(String value, int index) {
        return one(TOGGLE_BUTTON, index, withId(value));
    }
    public SWTBotToggleButton toggleButtonWithId(String key, String value) {
        return one(TOGGLE_BUTTON, 0, withId(key, value));
    }
    public SWTBotToggleButton toggleButtonWithId(String key, String value, int index) {
        return one(TOGGLE_BUTTON, index, withId(key, value));
    }
    public SWTBotToggleButton toggleButtonWithLabel(String label) { return one(TOGGLE_BUTTON, 0, withLabel(label)); }
    public SWTBotToggleButton toggleButtonWithLabel(String label, int index) {
        return one(TOGGLE_BUTTON, index, withLabel(label));
    }
    public SWTBotToggleButton toggleButtonWithTooltip(String tooltip) {
        return one(TOGGLE_BUTTON, 0, withTooltip(tooltip));
    }
    public SWTBotToggleButton toggleButtonWithTooltip(String tooltip, int index) {
        return one(TOGGLE_BUTTON, index, withTooltip(tooltip));
    }
    public SWTBotToggleButton toggleButtonInGroup(String inGroup) { return one(TOGGLE_BUTTON, 0, inGroup(inGroup)); }
    public SWTBotToggleButton toggleButtonInGroup(String inGroup, int index) {
        return one(TOGGLE_BUTTON, index, inGroup(inGroup));
    }
    public SWTBotToggleButton toggleButtonInGroup(String mnemonicText, String inGroup) {
        return one(TOGGLE_BUTTON, 0, withMnemonic(mnemonicText), inGroup(inGroup));
    }
    public SWTBotToggleButton toggleButtonInGroup(String mnemonicText, String inGroup, int index) {
        return one(TOGGLE_BUTTON, index, withMnemonic(mnemonicText), inGroup(inGroup));
    }
    public SWTBotToggleButton toggleButtonWithLabelInGroup(String label, String inGroup) {
        return one(TOGGLE_BUTTON, 0, withLabel(label), inGroup(inGroup));
    }
    public SWTBotToggleButton toggleButtonWithLabelInGroup(String label, String inGroup, int index) {
        return one(TOGGLE_BUTTON, index, withLabel(label), inGroup(inGroup));
    }

    // arrowButton
    public SWTBotArrowButton arrowButton() { return one(ARROW_BUTTON, 0); }
    public SWTBotArrowButton arrowButton(int index) { return one(ARROW_BUTTON, index); }
    public SWTBotArrowButton arrowButtonWithId(String value) { return one(ARROW_BUTTON, 0, withId(value)); }
    public SWTBotArrowButton arrowButtonWithId(String value, int index) {
        return one(ARROW_BUTTON, index, withId(value));
    }
    public SWTBotArrowButton arrowButtonWithId(String key, String value) {
        return one(ARROW_BUTTON, 0, withId(key, value));
    }
    public SWTBotArrowButton arrowButtonWithId(String key, String value, int index) {
        return one(ARROW_BUTTON, index, withId(key, value));
    }
    public SWTBotArrowButton arrowButtonWithTooltip(String tooltip) {
        return one(ARROW_BUTTON, 0, withTooltip(tooltip));
    }
    public SWTBotArrowButton arrowButtonWithTooltip(String tooltip, int index) {
        return one(ARROW_BUTTON, index, withTooltip(tooltip));
    }
    public SWTBotArrowButton arrowButtonInGroup(String inGroup) { return one(ARROW_BUTTON, 0, inGroup(inGroup)); }
    public SWTBotArrowButton arrowButtonInGroup(String inGroup, int index) {
        return one(ARROW_BUTTON, index, inGroup(inGroup));
    }

    // label
    public SWTBotLabel label() { return one(LABEL, 0); }
    public SWTBotLabel label(int index) { return one(LABEL, index); }
    public SWTBotLabel label(String mnemonicText) { return one(LABEL, 0, withMnemonic(mnemonicText)); }
    public SWTBotLabel label(String mnemonicText, int index) { return one(LABEL, index, withMnemonic(mnemonicText)); }
    public SWTBotLabel labelWithId(String value) { return one(LABEL, 0, withId(value)); }
    public SWTBotLabel labelWithId(String value, int index) { return one(LABEL, index, withId(value)); }
    public SWTBotLabel labelWithId(String key, String value) { return one(LABEL, 0, withId(key, value)); }
    public SWTBotLabel labelWithId(String key, String value, int index) {
        return one(LABEL, index, withId(key, value));
    }
    public SWTBotLabel labelInGroup(String inGroup) { return one(LABEL, 0, inGroup(inGroup)); }
    public SWTBotLabel labelInGroup(String inGroup, int index) { return one(LABEL, index, inGroup(inGroup)); }
    public SWTBotLabel labelInGroup(String mnemonicText, String inGroup) {
        return one(LABEL, 0, withMnemonic(mnemonicText), inGroup(inGroup));
    }
    public SWTBotLabel labelInGroup(String mnemonicText, String inGroup, int index) {
        return one(LABEL, index, withMnemonic(mnemonicText), inGroup(inGroup));
    }

    // clabel
    public SWTBotCLabel clabel() { return one(CLABEL, 0); }
    public SWTBotCLabel clabel(int index) { return one(CLABEL, index); }
    public SWTBotCLabel clabel(String mnemonicText) { return one(CLABEL, 0, withMnemonic(mnemonicText)); }
    public SWTBotCLabel clabel(String mnemonicText, int index) {
        return one(CLABEL, index, withMnemonic(mnemonicText));
    }
    public SWTBotCLabel clabelWithId(String value) { return one(CLABEL, 0, withId(value)); }
    public SWTBotCLabel clabelWithId(String value, int index) { return one(CLABEL, index, withId(value)); }
    public SWTBotCLabel clabelWithId(String key, String value) { return one(CLABEL, 0, withId(key, value)); }
    public SWTBotCLabel clabelWithId(String key, String value, int index) {
        return one(CLABEL, index, withId(key, value));
    }
    public SWTBotCLabel clabelInGroup(String inGroup) { return one(CLABEL, 0, inGroup(inGroup)); }
    public SWTBotCLabel clabelInGroup(String inGroup, int index) { return one(CLABEL, index, inGroup(inGroup)); }
    public SWTBotCLabel clabelInGroup(String mnemonicText, String inGroup) {
        return one(CLABEL, 0, withMnemonic(mnemonicText), inGroup(inGroup));
    }
    public SWTBotCLabel clabelInGroup(String mnemonicText, String inGroup, int index) {
        return one(CLABEL, index, withMnemonic(mnemonicText), inGroup(inGroup));
    }

    // link
    public SWTBotLink link() { return one(LINK, 0); }
    public SWTBotLink link(int index) { return one(LINK, index); }
    public SWTBotLink link(String mnemonicText) { return one(LINK, 0, withMnemonic(mnemonicText)); }
    public SWTBotLink link(String mnemonicText, int index) { return one(LINK, index, withMnemonic(mnemonicText)); }
    public SWTBotLink linkWithId(String value) { return one(LINK, 0, withId(value)); }
    public SWTBotLink linkWithId(String value, int index) { return one(LINK, index, withId(value)); }
    public SWTBotLink linkWithId(String key, String value) { return one(LINK, 0, withId(key, value)); }
    public SWTBotLink linkWithId(String key, String value, int index) { return one(LINK, index, withId(key, value)); }
    public SWTBotLink linkInGroup(String inGroup) { return one(LINK, 0, inGroup(inGroup)); }
    public SWTBotLink linkInGroup(String inGroup, int index) { return one(LINK, index, inGroup(inGroup)); }
    public SWTBotLink linkInGroup(String mnemonicText, String inGroup) {
        return one(LINK, 0, withMnemonic(mnemonicText), inGroup(inGroup));
    }
    public SWTBotLink linkInGroup(String mnemonicText, String inGroup, int index) {
        return one(LINK, index, withMnemonic(mnemonicText), inGroup(inGroup));
    }
}
