//! Who is at the other end of a connection.

use std::net::SocketAddr;

use axum::extract::ConnectInfo;
use axum::extract::connect_info::Connected;
use axum::http::Extensions;
use axum::serve::IncomingStream;
use tokio::net::TcpListener;

use crate::tls::TlsListener;

/// Where a connection comes from, whatever it came through.
#[derive(Debug, Clone, Copy)]
pub struct Peer(SocketAddr);

impl Connected<IncomingStream<'_, TcpListener>> for Peer {
    fn connect_info(stream: IncomingStream<'_, TcpListener>) -> Self {
        Self(*stream.remote_addr())
    }
}

impl Connected<IncomingStream<'_, TlsListener>> for Peer {
    fn connect_info(stream: IncomingStream<'_, TlsListener>) -> Self {
        Self(*stream.remote_addr())
    }
}

/// Whether a request comes from this machine. One that comes from nowhere is a test's.
pub fn is_here(extensions: &Extensions) -> bool {
    extensions.get::<ConnectInfo<Peer>>().is_none_or(|ConnectInfo(Peer(address))| address.ip().is_loopback())
}
