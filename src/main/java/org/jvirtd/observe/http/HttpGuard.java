package org.jvirtd.observe.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Who may do what over HTTP, as Spring Security's chain of filters.
 *
 * <ul>
 *   <li>Health, the version and the meters are open to whoever reaches the port.
 *   <li>What else reads is open as {@link HttpAccess} says, or to users.
 *   <li>Whatever changes something is for operators. Without any it is not even there: see {@code
 *       EndpointAccessResolver} in the application's configuration.
 * </ul>
 *
 * <p>Names and passwords come in a header with each request. There is no session and no cookie.
 */
public final class HttpGuard {
  /** The pages' own files and nothing else: no script or style that stands in a page. */
  static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'";

  private static final String REALM = "Basic realm=\"jvirtd\", charset=\"UTF-8\"";
  private static final int TOO_MANY_REQUESTS = 429;

  private final HttpAccess access;
  private final OpenPaths open;
  private final HttpCounters counters;

  public HttpGuard(HttpAccess access, OpenPaths open, HttpCounters counters) {
    this.access = access;
    this.open = open;
    this.counters = counters;
  }

  /** Makes the chain. */
  public SecurityFilterChain chain(HttpSecurity http, AuthenticationManager logins) {
    return http.csrf(AbstractHttpConfigurer::disable) // BrowserGuard does it, without a session
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authenticationManager(logins)
        .httpBasic(basic -> basic.authenticationEntryPoint(this::challenge))
        .exceptionHandling(handling ->
            handling
                .authenticationEntryPoint(this::challenge)
                .accessDeniedHandler(HttpGuard::refuse))
        .addFilterBefore(new BrowserGuard(access, open, counters), BasicAuthenticationFilter.class)
        .authorizeHttpRequests(this::rules)
        .headers(HttpGuard::headers)
        .build();
  }

  private void rules(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests) {
    // What follows a request that was let in: its later answers, or its error.
    requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR).permitAll();
    requests.requestMatchers(open).permitAll();
    for (HttpMethod reading : new HttpMethod[] {HttpMethod.GET, HttpMethod.HEAD}) {
      if (access.isReadingOpen()) {
        requests.requestMatchers(reading, "/**").permitAll();
      } else {
        requests.requestMatchers(reading, "/**").hasAuthority(HttpLogins.READER);
      }
    }
    requests.anyRequest().hasAuthority(HttpLogins.OPERATOR);
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
        .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
        .crossOriginResourcePolicy(policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN));
  }

  private void challenge(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    if (why instanceof LoginTooSoon soon) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(soon.leftSeconds()));
      Refusals.write(response, TOO_MANY_REQUESTS, String.valueOf(why.getMessage()));
    } else if (why instanceof AuthenticationServiceException) {
      response.setHeader(HttpHeaders.RETRY_AFTER, "1");
      Refusals.write(
          response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, String.valueOf(why.getMessage()));
    } else if (access.users() == null) {
      // A browser must not ask for what cannot be right.
      Refusals.write(
          response,
          HttpServletResponse.SC_FORBIDDEN,
          "this needs a login, and nobody can log in: set jvirtd.http.users");
    } else {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, REALM);
      Refusals.write(response, HttpServletResponse.SC_UNAUTHORIZED, "this needs a login");
    }
  }

  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
      throws IOException {
    Refusals.write(
        response, HttpServletResponse.SC_FORBIDDEN, "this is for operators: jvirtd.http.operators");
  }
}
