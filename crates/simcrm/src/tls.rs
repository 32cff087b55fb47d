//! Answering over TLS under other people's host names, with a certificate that is made on the spot.

use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use axum::serve::Listener;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose, PublicKeyData,
};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use sha2::{Digest, Sha256};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// How many connections may wait to be taken.
const WAITING: usize = 64;

/// Why there is no TLS.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// No certificate.
    #[error("cannot make a certificate: {0}")]
    Certificate(#[from] rcgen::Error),
    /// It cannot be used.
    #[error("cannot use the certificate: {0}")]
    Setup(#[from] rustls::Error),
    /// It cannot be written down.
    #[error("cannot write {0}: {1}; choose another folder with --tls-folder")]
    Write(String, io::Error),
}

/// A certificate for some hosts, and the authority that signed it.
pub struct Identity {
    config: Arc<ServerConfig>,
    authority: String,
    /// What a browser is told to accept: the hash of the certificate's public key, in base64.
    pub key_hash: String,
}

impl Identity {
    /// Made on the spot.
    ///
    /// # Errors
    /// There is no randomness, or a host is no name.
    pub fn for_hosts(hosts: &[&str]) -> Result<Self, TlsError> {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        params.distinguished_name.push(DnType::CommonName, "Simulated CRM authority");
        let authority = CertifiedIssuer::self_signed(params, KeyPair::generate()?)?;
        let key = KeyPair::generate()?;
        let hosts: Vec<_> = hosts.iter().map(|host| (*host).to_owned()).collect();
        let mut params = CertificateParams::new(hosts)?;
        params.distinguished_name.push(DnType::CommonName, "Simulated CRM");
        params.use_authority_key_identifier_extension = true;
        let certificate = params.signed_by(&key, &authority)?;
        let chain = vec![certificate.der().clone(), CertificateDer::clone(authority.der())];
        let secret = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let key_hash = STANDARD.encode(Sha256::digest(key.subject_public_key_info()));
        Ok(Self { config: Arc::new(config(chain, secret)?), authority: authority.pem(), key_hash })
    }

    /// Writes down what others need to accept it: `ca.pem` and `spki.txt`. The keys are written nowhere.
    ///
    /// # Errors
    /// The folder cannot be written to.
    pub fn write(&self, folder: &Path) -> Result<(), TlsError> {
        let failed = |path: &Path, error| TlsError::Write(path.display().to_string(), error);
        std::fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
        for (name, text) in [("ca.pem", &self.authority), ("spki.txt", &self.key_hash)] {
            let path = folder.join(name);
            std::fs::write(&path, text).map_err(|error| failed(&path, error))?;
        }
        Ok(())
    }

    /// Answers connections to `listener` under this identity.
    pub fn listen(&self, listener: TcpListener) -> io::Result<TlsListener> {
        let address = listener.local_addr()?;
        let (sender, ready) = mpsc::channel(WAITING);
        tokio::spawn(shake_hands(listener, TlsAcceptor::from(Arc::clone(&self.config)), sender));
        Ok(TlsListener { address, ready })
    }
}

fn config(chain: Vec<CertificateDer<'static>>, key: PrivateKeyDer<'static>) -> Result<ServerConfig, TlsError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let versions = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let mut config = versions.with_no_client_auth().with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

type Ready = (TlsStream<TcpStream>, SocketAddr);

/// Each handshake by itself, so that a client that dawdles keeps nobody waiting.
async fn shake_hands(mut listener: TcpListener, acceptor: TlsAcceptor, sender: mpsc::Sender<Ready>) {
    while !sender.is_closed() {
        let (stream, peer) = Listener::accept(&mut listener).await;
        let (acceptor, sender) = (acceptor.clone(), sender.clone());
        tokio::spawn(async move {
            if let Ok(stream) = acceptor.accept(stream).await {
                // Nobody takes it any more when the server stops.
                let _ = sender.send((stream, peer)).await;
            }
        });
    }
}

/// Connections whose handshake is done.
pub struct TlsListener {
    address: SocketAddr,
    ready: mpsc::Receiver<Ready>,
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> Ready {
        match self.ready.recv().await {
            Some(ready) => ready,
            // Nothing accepts any more, so nothing will ever come.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_needs_is_written_down() {
        let folder = std::env::temp_dir().join(format!("plumbline-simcrm-{}", std::process::id()));
        let identity = Identity::for_hosts(&["app.hubspot.com", "127.0.0.1"]).unwrap();
        identity.write(&folder).unwrap();
        let read = |name| std::fs::read_to_string(folder.join(name)).unwrap();
        assert!(read("ca.pem").starts_with("-----BEGIN CERTIFICATE-----"));
        assert_eq!(read("spki.txt"), identity.key_hash);
        assert_eq!(STANDARD.decode(&identity.key_hash).unwrap().len(), 32);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
