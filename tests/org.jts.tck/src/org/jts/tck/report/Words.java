package org.jts.tck.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jts.tck.report.Finding.Verdict;

/** What a report says beside the rules, in English and Korean. */
final class Words {

    private static final Map<String, String> KOREAN = Map.ofEntries(
            Map.entry("Gateway contract", "게이트웨이 계약 시험"), Map.entry("Gateway", "게이트웨이"),
            Map.entry("Version", "버전"), Map.entry("Contract kit", "계약 시험 도구"), Map.entry("Date", "날짜"),
            Map.entry("passed", "통과"), Map.entry("failed", "실패"), Map.entry("not applicable", "해당 없음"),
            Map.entry("Offers", "제공 기능"), Map.entry("Orders", "주문"), Map.entry("Timeframes", "봉 주기"),
            Map.entry("Symbols streamed at once", "동시 구독 종목"), Map.entry("no limit", "제한 없음"),
            Map.entry("not asked", "확인하지 못함"), Map.entry("Rule", "규칙"), Map.entry("Result", "결과"),
            Map.entry("Why", "이유"));

    /** Reasons why a rule does not apply, as the rules word them. */
    private static final List<Map.Entry<Pattern, String>> REASONS = List.of(
            reason("the gateway does not offer (.*)", "게이트웨이가 %s 기능을 제공하지 않습니다"),
            reason("the harness cannot cause (.*)", "시험 환경이 %s 장애를 일으킬 수 없습니다"),
            reason("the gateway offers every .*", "게이트웨이가 모두 제공합니다"),
            reason("the harness has one account only", "시험 환경에 계좌가 하나뿐입니다"),
            reason("the harness has one symbol only", "시험 환경에 종목이 하나뿐입니다"),
            reason("the harness cannot count requests and permits", "시험 환경이 요청과 허가를 셀 수 없습니다"),
            reason("the harness cannot place orders.*", "시험 환경이 다른 프로그램처럼 주문할 수 없습니다"),
            reason("the broker has no more than (.*) candles.*", "증권사가 가진 봉이 %s개뿐입니다"));

    private final boolean korean;

    Words(Locale language) {
        korean = language.getLanguage().equals(Locale.KOREAN.getLanguage());
    }

    String get(String english) {
        return korean ? KOREAN.get(english) : english;
    }

    String verdict(Verdict verdict) {
        return get(switch (verdict) {
            case PASSED -> "passed";
            case FAILED -> "failed";
            case NOT_APPLICABLE -> "not applicable";
        });
    }

    /** Failures stay as they are: they quote the gateway. */
    String why(Finding finding) {
        if (!korean || finding.verdict() != Verdict.NOT_APPLICABLE) {
            return finding.why();
        }
        for (var reason : REASONS) {
            Matcher found = reason.getKey().matcher(finding.why());
            if (found.matches()) {
                return found.groupCount() == 0 ? reason.getValue() : reason.getValue().formatted(found.group(1));
            }
        }
        return finding.why();
    }

    private static Map.Entry<Pattern, String> reason(String english, String korean) {
        return Map.entry(Pattern.compile(english, Pattern.DOTALL), korean);
    }
}
