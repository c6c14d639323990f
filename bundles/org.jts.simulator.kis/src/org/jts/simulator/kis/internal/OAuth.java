package org.jts.simulator.kis.internal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.nio.charset.StandardCharsets;

import org.jts.api.time.TimeSource;

/**
 * Tokens, approval keys and hash keys. The minute rule is looked at before the six hours in which the same token is
 * handed out again: the broker does not say which comes first, and that order fits what was observed.
 */
final class OAuth {

    private static final Duration LIFE = Duration.ofHours(24);
    private static final Duration REUSE = Duration.ofHours(6);
    private static final int FORBIDDEN = 403;

    private final Config config;
    private final TimeSource time;
    private final Map<String, Instant> approvals = new ConcurrentHashMap<>();
    private String token = "";
    private Instant issued = Instant.MIN;
    private Instant lastAsked = Instant.MIN;
    private boolean revoked;
    private int issues;

    OAuth(Config config, TimeSource time) {
        this.config = config;
        this.time = time;
    }

    synchronized Reply token(Incoming in) {
        Reply wrong = wrongKey(in.field("appkey"), in.field("appsecret"));
        if (wrong != null) {
            return wrong;
        }
        if (!in.field("grant_type").equals("client_credentials")) {
            return Reply.oauth(FORBIDDEN, "EGW00116", "유효하지 않은 grant_type입니다.");
        }
        Instant now = time.now();
        if (!lastAsked.equals(Instant.MIN)
                && lastAsked.plusSeconds(config.tokenPauseSeconds()).isAfter(now)) {
            return Reply.oauth(FORBIDDEN, "EGW00133", "접근토큰 발급 잠시 후 다시 시도하세요(1분당 1회)");
        }
        lastAsked = now;
        if (token.isEmpty() || revoked || issued.plus(REUSE).isBefore(now)) {
            token = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzUxMiJ9." + UUID.randomUUID() + UUID.randomUUID();
            issued = now;
            revoked = false;
            issues++;
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("access_token", token);
        body.put("access_token_token_expired", Texts.dateTime(issued.plus(LIFE)));
        body.put("token_type", "Bearer");
        body.put("expires_in", (int) Duration.between(now, issued.plus(LIFE)).toSeconds());
        return Reply.of(body);
    }

    synchronized Reply revoke(Incoming in) {
        if (token.isEmpty() || !in.field("token").equals(token)) {
            return Reply.oauth(FORBIDDEN, "EGW00121", "유효하지 않은 token 입니다.");
        }
        revoked = true;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("code", 200);
        body.put("message", "접근토큰 폐기에 성공하였습니다");
        return Reply.of(body);
    }

    Reply approval(Incoming in) {
        Reply wrong = wrongKey(in.field("appkey"), in.field("secretkey"));
        if (wrong != null) {
            return wrong;
        }
        String key = UUID.randomUUID().toString();
        approvals.put(key, time.now().plus(LIFE));
        return Reply.of(Map.of("approval_key", key));
    }

    Reply hash(Incoming in) {
        Reply wrong = wrongKey(in.header("appkey"), in.header("appsecret"));
        if (wrong != null) {
            return wrong;
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("BODY", in.fields());
        body.put("HASH", hash(in.body()));
        return Reply.of(body);
    }

    static String hash(String body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected every Java to have SHA-256", e);
        }
    }

    private Reply wrongKey(String key, String secret) {
        if (!key.equals(config.appKey())) {
            return Reply.oauth(FORBIDDEN, "EGW00103", "유효하지 않은 AppKey입니다.");
        }
        return secret.equals(config.appSecret()) ? null
                : Reply.oauth(FORBIDDEN, "EGW00105", "유효하지 않은 AppSecret입니다.");
    }

    /** @return what is wrong with the credentials of a call, or null */
    synchronized Reply check(Incoming in) {
        if (!in.header("appkey").equals(config.appKey())) {
            return Reply.gateway("EGW00103", "유효하지 않은 AppKey입니다.");
        }
        if (!in.header("appsecret").equals(config.appSecret())) {
            return Reply.gateway("EGW00304", "고객식별키(법인 personalSeckey, 개인 appSecret)가 유효하지 않습니다.");
        }
        String bearer = in.header("authorization");
        if (bearer.isEmpty()) {
            return Reply.gateway("EGW00122", "token 이 존재하지 않습니다.");
        }
        if (!bearer.startsWith("Bearer ")) {
            return Reply.gateway("EGW00205", "credentials_type이 유효하지 않습니다.(Bearer)");
        }
        if (revoked || token.isEmpty() || !bearer.substring("Bearer ".length()).equals(token)) {
            return Reply.gateway("EGW00121", "유효하지 않은 token 입니다.");
        }
        return time.now().isBefore(issued.plus(LIFE)) ? null
                : Reply.gateway("EGW00123", "기간이 만료된 token 입니다.");
    }

    boolean isApproved(String approvalKey) {
        Instant until = approvals.get(approvalKey);
        return until != null && time.now().isBefore(until);
    }

    synchronized void revokeAll() {
        revoked = true;
    }

    synchronized int issues() {
        return issues;
    }
}
