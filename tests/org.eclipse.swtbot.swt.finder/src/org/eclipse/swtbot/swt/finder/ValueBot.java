package org.eclipse.swtbot.swt.finder;

import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.inGroup;
import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.withId;
import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.withLabel;
import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.withText;
import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.withTooltip;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CCombo;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.DateTime;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Scale;
import org.eclipse.swt.widgets.Slider;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swtbot.swt.finder.finders.Finder;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotCCombo;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotCombo;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotDateTime;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotProgressBar;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotScale;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotSlider;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotSpinner;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotStyledText;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotText;

/**
 * The part of the robot that finds whatever a value is typed into, chosen with or shown by, see {@link ButtonBot} for
 * what the names mean.
 */
abstract class ValueBot extends ButtonBot {

    private static final Kind<Text, SWTBotText> TEXT = new Kind<>(Text.class, SWT.NONE, "", SWTBotText::new);
    private static final Kind<StyledText, SWTBotStyledText> STYLED_TEXT =
            new Kind<>(StyledText.class, SWT.NONE, "", SWTBotStyledText::new);
    private static final Kind<Combo, SWTBotCombo> COMBO_BOX = new Kind<>(Combo.class, SWT.NONE, "", SWTBotCombo::new);
    private static final Kind<CCombo, SWTBotCCombo> CCOMBO_BOX =
            new Kind<>(CCombo.class, SWT.NONE, "", SWTBotCCombo::new);
    private static final Kind<Spinner, SWTBotSpinner> SPINNER =
            new Kind<>(Spinner.class, SWT.NONE, "", SWTBotSpinner::new);
    private static final Kind<DateTime, SWTBotDateTime> DATE_TIME =
            new Kind<>(DateTime.class, SWT.NONE, "", SWTBotDateTime::new);
    private static final Kind<Scale, SWTBotScale> SCALE = new Kind<>(Scale.class, SWT.NONE, "", SWTBotScale::new);
    private static final Kind<Slider, SWTBotSlider> SLIDER = new Kind<>(Slider.class, SWT.NONE, "", SWTBotSlider::new);
    private static final Kind<ProgressBar, SWTBotProgressBar> PROGRESSBAR =
            new Kind<>(ProgressBar.class, SWT.NONE, "", SWTBotProgressBar::new);

    ValueBot(Finder finder) {
        super(finder);
    }

    // text
    public SWTBotText text() { return one(TEXT, 0); }
    public SWTBotText text(int index) { return one(TEXT, index); }
    public SWTBotText text(String text) { return one(TEXT, 0, withText(text)); }
    public SWTBotText text(String text, int index) { return one(TEXT, index, withText(text)); }
    public SWTBotText textWithId(String value) { return one(TEXT, 0, withId(value)); }
    public SWTBotText textWithId(String value, int index) { return one(TEXT, index, withId(value)); }
    public SWTBotText textWithId(String key, String value) { return one(TEXT, 0, withId(key, value)); }
    public SWTBotText textWithId(String key, String value, int index) { return one(TEXT, index, withId(key, value)); }
    public SWTBotText textWithLabel(String label) { return one(TEXT, 0, withLabel(label)); }
    public SWTBotText textWithLabel(String label, int index) { return one(TEXT, index, withLabel(label)); }
    public SWTBotText textWithTooltip(String tooltip) { return one(TEXT, 0, withTooltip(tooltip)); }
    public SWTBotText textWithTooltip(String tooltip, int index) { return one(TEXT, index, withTooltip(tooltip)); }
    public SWTBotText textInGroup(String inGroup) { return one(TEXT, 0, inGroup(inGroup)); }
    public SWTBotText textInGroup(String inGroup, int index) { return one(TEXT, index, inGroup(inGroup)); }
    public SWTBotText textInGroup(String text, String inGroup) {
        return one(TEXT, 0, withText(text), inGroup(inGroup));
    }
    public SWTBotText textInGroup(String text, String inGroup, int index) {
        return one(TEXT, index, withText(text), inGroup(inGroup));
    }
    public SWTBotText textWithLabelInGroup(String label, String inGroup) {
        return one(TEXT, 0, withLabel(label), inGroup(inGroup));
    }
    public SWTBotText textWithLabelInGroup(String label, String inGroup, int index) {
        return one(TEXT, index, withLabel(label), inGroup(inGroup));
    }

    // styledText
    public SWTBotStyledText styledText() { return one(STYLED_TEXT, 0); }
    public SWTBotStyledText styledText(int index) { return one(STYLED_TEXT, index); }
    public SWTBotStyledText styledText(String text) { return one(STYLED_TEXT, 0, withText(text)); }
    public SWTBotStyledText styledText(String text, int index) { return one(STYLED_TEXT, index, withText(text)); }
    public SWTBotStyledText styledTextWithId(String value) { return one(STYLED_TEXT, 0, withId(value)); }
    public SWTBotStyledText styledTextWithId(String value, int index) { return one(STYLED_TEXT, index, withId(value)); }
    public SWTBotStyledText styledTextWithId(String key, String value) {
        return one(STYLED_TEXT, 0, withId(key, value));
    }
    public SWTBotStyledText styledTextWithId(String key, String value, int index) {
        return one(STYLED_TEXT, index, withId(key, value));
    }
    public SWTBotStyledText styledTextWithLabel(String label) { return one(STYLED_TEXT, 0, withLabel(label)); }
    public SWTBotStyledText styledTextWithLabel(String label, int index) {
        return one(STYLED_TEXT, index, withLabel(label));
    }
    public SWTBotStyledText styledTextInGroup(String inGroup) { return one(STYLED_TEXT, 0, inGroup(inGroup)); }
    public SWTBotStyledText styledTextInGroup(String inGroup, int index) {
        return one(STYLED_TEXT, index, inGroup(inGroup));
    }
    public SWTBotStyledText styledTextInGroup(String text, String inGroup) {
        return one(STYLED_TEXT, 0, withText(text), inGroup(inGroup));
    }
    public SWTBotStyledText styledTextInGroup(String text, String inGroup, int index) {
        return one(STYLED_TEXT, index, withText(text), inGroup(inGroup));
    }
    public SWTBotStyledText styledTextWithLabelInGroup(String label, String inGroup) {
        return one(STYLED_TEXT, 0, withLabel(label), inGroup(inGroup));
    }
    public SWTBotStyledText styledTextWithLabelInGroup(String label, String inGroup, int index) {
        return one(STYLED_TEXT, index, withLabel(label), inGroup(inGroup));
    }

    // comboBox
    public SWTBotCombo comboBox() { return one(COMBO_BOX, 0); }
    public SWTBotCombo comboBox(int index) { return one(COMBO_BOX, index); }
    public SWTBotCombo comboBox(String text) { return one(COMBO_BOX, 0, withText(text)); }
    public SWTBotCombo comboBox(String text, int index) { return one(COMBO_BOX, index, withText(text)); }
    public SWTBotCombo comboBoxWithId(String value) { return one(COMBO_BOX, 0, withId(value)); }
    public SWTBotCombo comboBoxWithId(String value, int index) { return one(COMBO_BOX, index, withId(value)); }
    public SWTBotCombo comboBoxWithId(String key, String value) { return one(COMBO_BOX, 0, withId(key, value)); }
    public SWTBotCombo comboBoxWithId(String key, String value, int index) {
        return one(COMBO_BOX, index, withId(key, value));
    }
    public SWTBotCombo comboBoxWithLabel(String label) { return one(COMBO_BOX, 0, withLabel(label)); }
    public SWTBotCombo comboBoxWithLabel(String label, int index) { return one(COMBO_BOX, index, withLabel(label)); }
    public SWTBotCombo comboBoxInGroup(String inGroup) { return one(COMBO_BOX, 0, inGroup(inGroup)); }
    public SWTBotCombo comboBoxInGroup(String inGroup, int index) { return one(COMBO_BOX, index, inGroup(inGroup)); }
    public SWTBotCombo comboBoxInGroup(String text, String inGroup) {
        return one(COMBO_BOX, 0, withText(text), inGroup(inGroup));
    }
    public SWTBotCombo comboBoxInGroup(String text, String inGroup, int index) {
        return one(COMBO_BOX, index, withText(text), inGroup(inGroup));
    }
    public SWTBotCombo comboBoxWithLabelInGroup(String label, String inGroup) {
        return one(COMBO_BOX, 0, withLabel(label), inGroup(inGroup));
    }
    public SWTBotCombo comboBoxWithLabelInGroup(String label, String inGroup, int index) {
        return one(COMBO_BOX, index, withLabel(label), inGroup(inGroup));
    }

    // ccomboBox
    public SWTBotCCombo ccomboBox() { return one(CCOMBO_BOX, 0); }
    public SWTBotCCombo ccomboBox(int index) { return one(CCOMBO_BOX, index); }
    public SWTBotCCombo ccomboBox(String text) { return one(CCOMBO_BOX, 0, withText(text)); }
    public SWTBotCCombo ccomboBox(String text, int index) { return one(CCOMBO_BOX, index, withText(text)); }
    public SWTBotCCombo ccomboBoxWithId(String value) { return one(CCOMBO_BOX, 0, withId(value)); }
    public SWTBotCCombo ccomboBoxWithId(String value, int index) { return one(CCOMBO_BOX, index, withId(value)); }
    public SWTBotCCombo ccomboBoxWithId(String key, String value) { return one(CCOMBO_BOX, 0, withId(key, value)); }
    public SWTBotCCombo ccomboBoxWithId(String key, String value, int index) {
        return one(CCOMBO_BOX, index, withId(key, value));
    }
    public SWTBotCCombo ccomboBoxWithLabel(String label) { return one(CCOMBO_BOX, 0, withLabel(label)); }
    public SWTBotCCombo ccomboBoxWithLabel(String label, int index) { return one(CCOMBO_BOX, index, withLabel(label)); }
    public SWTBotCCombo ccomboBoxInGroup(String inGroup) { return one(CCOMBO_BOX, 0, inGroup(inGroup)); }
    public SWTBotCCombo ccomboBoxInGroup(String inGroup, int index) { return one(CCOMBO_BOX, index, inGroup(inGroup)); }
    public SWTBotCCombo ccomboBoxInGroup(String text, String inGroup) {
        return one(CCOMBO_BOX, 0, withText(text), inGroup(inGroup));
    }
    public SWTBotCCombo ccomboBoxInGroup(String text, String inGroup, int index) {
        return one(CCOMBO_BOX, index, withText(text), inGroup(inGroup));
    }
    public SWTBotCCombo ccomboBoxWithLabelInGroup(String label, String inGroup) {
        return one(CCOMBO_BOX, 0, withLabel(label), inGroup(inGroup));
    }
    public SWTBotCCombo ccomboBoxWithLabelInGroup(String label, String inGroup, int index) {
        return one(CCOMBO_BOX, index, withLabel(label), inGroup(inGroup));
    }

    // spinner
    public SWTBotSpinner spinner() { return one(SPINNER, 0); }
    public SWTBotSpinner spinner(int index) { return one(SPINNER, index); }
    public SWTBotSpinner spinner(String text) { return one(SPINNER, 0, withText(text)); }
    public SWTBotSpinner spinner(String text, int index) { return one(SPINNER, index, withText(text)); }
    public SWTBotSpinner spinnerWithId(String value) { return one(SPINNER, 0, withId(value)); }
    public SWTBotSpinner spinnerWithId(String value, int index) { return one(SPINNER, index, withId(value)); }
    public SWTBotSpinner spinnerWithId(String key, String value) { return one(SPINNER, 0, withId(key, value)); }
    public SWTBotSpinner spinnerWithId(String key, String value, int index) {
        return one(SPINNER, index, withId(key, value));
    }
    public SWTBotSpinner spinnerWithLabel(String label) { return one(SPINNER, 0, withLabel(label)); }
    public SWTBotSpinner spinnerWithLabel(String label, int index) { return one(SPINNER, index, withLabel(label)); }
    public SWTBotSpinner spinnerWithTooltip(String tooltip) { return one(SPINNER, 0, withTooltip(tooltip)); }
    public SWTBotSpinner spinnerWithTooltip(String tooltip, int index) {
        return one(SPINNER, index, withTooltip(tooltip));
    }
    public SWTBotSpinner spinnerInGroup(String inGroup) { return one(SPINNER, 0, inGroup(inGroup)); }
    public SWTBotSpinner spinnerInGroup(String inGroup, int index) { return one(SPINNER, index, inGroup(inGroup)); }
    public SWTBotSpinner spinnerInGroup(String text, String inGroup) {
        return one(SPINNER, 0, withText(text), inGroup(inGroup));
    }
    public SWTBotSpinner spinnerInGroup(String text, String inGroup, int index) {
        return one(SPINNER, index, withText(text), inGroup(inGroup));
    }
    public SWTBotSpinner spinnerWithLabelInGroup(String label, String inGroup) {
        return one(SPINNER, 0, withLabel(label), inGroup(inGroup));
    }
    public SWTBotSpinner spinnerWithLabelInGroup(String label, String inGroup, int index) {
        return one(SPINNER, index, withLabel(label), inGroup(inGroup));
    }

    // dateTime
    public SWTBotDateTime dateTime() { return one(DATE_TIME, 0); }
    public SWTBotDateTime dateTime(int index) { return one(DATE_TIME, index); }
    public SWTBotDateTime dateTimeWithId(String value) { return one(DATE_TIME, 0, withId(value)); }
    public SWTBotDateTime dateTimeWithId(String value, int index) { return one(DATE_TIME, index, withId(value)); }
    public SWTBotDateTime dateTimeWithId(String key, String value) { return one(DATE_TIME, 0, withId(key, value)); }
    public SWTBotDateTime dateTimeWithId(String key, String value, int index) {
        return one(DATE_TIME, index, withId(key, value));
    }
    public SWTBotDateTime dateTimeWithLabel(String label) { return one(DATE_TIME, 0, withLabel(label)); }
    public SWTBotDateTime dateTimeWithLabel(String label, int index) { return one(DATE_TIME, index, withLabel(label)); }
    public SWTBotDateTime dateTimeInGroup(String inGroup) { return one(DATE_TIME, 0, inGroup(inGroup)); }
    public SWTBotDateTime dateTimeInGroup(String inGroup, int index) { return one(DATE_TIME, index, inGroup(inGroup)); }
    public SWTBotDateTime dateTimeWithLabelInGroup(String label, String inGroup) {
        return one(DATE_TIME, 0, withLabel(label), inGroup(inGroup));
    }
    public SWTBotDateTime dateTimeWithLabelInGroup(String label, String inGroup, int index) {
        return one(DATE_TIME, index, withLabel(label), inGroup(inGroup));
    }

    // scale
    public SWTBotScale scale() { return one(SCALE, 0); }
    public SWTBotScale scale(int index) { return one(SCALE, index); }
    public SWTBotScale scale(String text) { return one(SCALE, 0, withText(text)); }
    public SWTBotScale scale(String text, int index) { return one(SCALE, index, withText(text)); }
    public SWTBotScale scaleWithId(String value) { return one(SCALE, 0, withId(value)); }
    public SWTBotScale scaleWithId(String value, int index) { return one(SCALE, index, withId(value)); }
    public SWTBotScale scaleWithId(String key, String value) { return one(SCALE, 0, withId(key, value)); }
    public SWTBotScale scaleWithId(String key, String value, int index) {
        return one(SCALE, index, withId(key, value));
    }
    public SWTBotScale scaleWithLabel(String label) { return one(SCALE, 0, withLabel(label)); }
    public SWTBotScale scaleWithLabel(String label, int index) { return one(SCALE, index, withLabel(label)); }
    public SWTBotScale scaleWithTooltip(String tooltip) { return one(SCALE, 0, withTooltip(tooltip)); }
    public SWTBotScale scaleWithTooltip(String tooltip, int index) { return one(SCALE, index, withTooltip(tooltip)); }
    public SWTBotScale scaleInGroup(String inGroup) { return one(SCALE, 0, inGroup(inGroup)); }
    public SWTBotScale scaleInGroup(String inGroup, int index) { return one(SCALE, index, inGroup(inGroup)); }
    public SWTBotScale scaleInGroup(String text, String inGroup) {
        return one(SCALE, 0, withText(text), inGroup(inGroup));
    }
    public SWTBotScale scaleInGroup(String text, String inGroup, int index) {
        return one(SCALE, index, withText(text), inGroup(inGroup));
    }
    public SWTBotScale scaleWithLabelInGroup(String label, String inGroup) {
        return one(SCALE, 0, withLabel(label), inGroup(inGroup));
    }
    public SWTBotScale scaleWithLabelInGroup(String label, String inGroup, int index) {
        return one(SCALE, index, withLabel(label), inGroup(inGroup));
    }

    // slider
    public SWTBotSlider slider() { return one(SLIDER, 0); }
    public SWTBotSlider slider(int index) { return one(SLIDER, index); }
    public SWTBotSlider slider(String text) { return one(SLIDER, 0, withText(text)); }
    public SWTBotSlider slider(String text, int index) { return one(SLIDER, index, withText(text)); }
    public SWTBotSlider sliderWithId(String value) { return one(SLIDER, 0, withId(value)); }
    public SWTBotSlider sliderWithId(String value, int index) { return one(SLIDER, index, withId(value)); }
    public SWTBotSlider sliderWithId(String key, String value) { return one(SLIDER, 0, withId(key, value)); }
    public SWTBotSlider sliderWithId(String key, String value, int index) {
        return one(SLIDER, index, withId(key, value));
    }
    public SWTBotSlider sliderWithLabel(String label) { return one(SLIDER, 0, withLabel(label)); }
    public SWTBotSlider sliderWithLabel(String label, int index) { return one(SLIDER, index, withLabel(label)); }
    public SWTBotSlider sliderWithTooltip(String tooltip) { return one(SLIDER, 0, withTooltip(tooltip)); }
    public SWTBotSlider sliderWithTooltip(String tooltip, int index) {
        return one(SLIDER, index, withTooltip(tooltip));
    }
    public SWTBotSlider sliderInGroup(String inGroup) { return one(SLIDER, 0, inGroup(inGroup)); }
    public SWTBotSlider sliderInGroup(String inGroup, int index) { return one(SLIDER, index, inGroup(inGroup)); }
    public SWTBotSlider sliderInGroup(String text, String inGroup) {
        return one(SLIDER, 0, withText(text), inGroup(inGroup));
    }
    public SWTBotSlider sliderInGroup(String text, String inGroup, int index) {
        return one(SLIDER, index, withText(text), inGroup(inGroup));
    }
    public SWTBotSlider sliderWithLabelInGroup(String label, String inGroup) {
        return one(SLIDER, 0, withLabel(label), inGroup(inGroup));
    }
    public SWTBotSlider sliderWithLabelInGroup(String label, String inGroup, int index) {
        return one(SLIDER, index, withLabel(label), inGroup(inGroup));
    }

    // progressbar
    public SWTBotProgressBar progressbar() { return one(PROGRESSBAR, 0); }
    public SWTBotProgressBar progressbar(int index) { return one(PROGRESSBAR, index); }
    public SWTBotProgressBar progressbar(String text) { return one(PROGRESSBAR, 0, withText(text)); }
    public SWTBotProgressBar progressbar(String text, int index) { return one(PROGRESSBAR, index, withText(text)); }
    public SWTBotProgressBar progressbarWithId(String value) { return one(PROGRESSBAR, 0, withId(value)); }
    public SWTBotProgressBar progressbarWithId(String value, int index) {
        return one(PROGRESSBAR, index, withId(value));
    }
    public SWTBotProgressBar progressbarWithId(String key, String value) {
        return one(PROGRESSBAR, 0, withId(key, value));
    }
    public SWTBotProgressBar progressbarWithId(String key, String value, int index) {
        return one(PROGRESSBAR, index, withId(key, value));
    }
    public SWTBotProgressBar progressbarWithLabel(String label) { return one(PROGRESSBAR, 0, withLabel(label)); }
    public SWTBotProgressBar progressbarWithLabel(String label, int index) {
        return one(PROGRESSBAR, index, withLabel(label));
    }
    public SWTBotProgressBar progressbarWithTooltip(String tooltip) {
        return one(PROGRESSBAR, 0, withTooltip(tooltip));
    }
    public SWTBotProgressBar progressbarWithTooltip(String tooltip, int index) {
        return one(PROGRESSBAR, index, withTooltip(tooltip));
    }
    public SWTBotProgressBar progressbarInGroup(String inGroup) { return one(PROGRESSBAR, 0, inGroup(inGroup)); }
    public SWTBotProgressBar progressbarInGroup(String inGroup, int index) {
        return one(PROGRESSBAR, index, inGroup(inGroup));
    }
    public SWTBotProgressBar progressbarInGroup(String text, String inGroup) {
        return one(PROGRESSBAR, 0, withText(text), inGroup(inGroup));
    }
    public SWTBotProgressBar progressbarInGroup(String text, String inGroup, int index) {
        return one(PROGRESSBAR, index, withText(text), inGroup(inGroup));
    }
    public SWTBotProgressBar progressbarWithLabelInGroup(String label, String inGroup) {
        return one(PROGRESSBAR, 0, withLabel(label), inGroup(inGroup));
    }
    public SWTBotProgressBar progressbarWithLabelInGroup(String label, String inGroup, int index) {
        return one(PROGRESSBAR, index, withLabel(label), inGroup(inGroup));
    }
}
