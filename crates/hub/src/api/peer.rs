//! From where a request came.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use super::App;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// From where a request came; unknown in tests.
pub(super) struct Peer(pub(super) Option<IpAddr>);

impl FromRequestParts<Arc<App>> for Peer {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Self::Rejection> {
        let connected = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let connected = connected.map(|info| info.0.ip().to_canonical());
        Ok(Self(connected.map(|from| client(from, &parts.headers, &app.settings.trusted_proxies))))
    }
}

/// Who is at the far end. Each proxy adds whom it was asked by at the end of the header, so it is read backwards, as long as
/// it was a trusted proxy that wrote; what stands before that anybody may have made up.
fn client(connected: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let lists = headers.get_all(FORWARDED_FOR).iter().filter_map(|list| list.to_str().ok());
    let named: Vec<&str> = lists.flat_map(|list| list.split(',')).collect();
    let mut from = connected;
    for name in named.into_iter().rev() {
        let Some(before) = address(name.trim()).filter(|_| trusted.contains(&from)) else { break };
        from = before;
    }
    from
}

/// Some proxies add the port.
fn address(name: &str) -> Option<IpAddr> {
    let with_port = || name.parse::<SocketAddr>().map(|address| address.ip());
    name.parse::<IpAddr>().or_else(|_| with_port()).ok().map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[track_caller]
    fn check(connected: &str, lists: &[&'static str], expect: &str) {
        let mut headers = HeaderMap::new();
        for list in lists {
            headers.append(FORWARDED_FOR, HeaderValue::from_static(list));
        }
        let trusted = ["127.0.0.1", "10.0.0.2"].map(|proxy| proxy.parse().unwrap());
        assert_eq!(client(connected.parse().unwrap(), &headers, &trusted), expect.parse::<IpAddr>().unwrap());
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        check("203.0.113.9", &["198.51.100.1"], "203.0.113.9");
        check("127.0.0.1", &["198.51.100.1"], "198.51.100.1");
        check("127.0.0.1", &["1.2.3.4, 198.51.100.1"], "198.51.100.1");
        check("127.0.0.1", &["1.2.3.4", "198.51.100.1:5000, 10.0.0.2"], "198.51.100.1");
        check("127.0.0.1", &["[2001:db8::1]:443"], "2001:db8::1");
        check("127.0.0.1", &[], "127.0.0.1");
        check("127.0.0.1", &["198.51.100.1, unknown"], "127.0.0.1");
    }
}
