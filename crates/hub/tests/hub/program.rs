//! The program as operators run it, killed and started again.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::harness::{CONFIG, LIBRARY};

const PROGRAM: &str = env!("CARGO_BIN_EXE_plumbline-hub");

pub struct Place(TempDir);

impl Place {
    /// A folder with a configuration whose CRM is not there.
    pub fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        let config = CONFIG.replace("https://odoo.example.com", "http://127.0.0.1:1");
        place.write("plumbline.toml", &format!("listen = \"127.0.0.1:0\"\n{config}"));
        place.write("library.json", LIBRARY);
        place
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path().join(name), text).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.current_dir(self.path()).args(arguments).env_remove("DATABASE_URL").env_remove("PLUMBLINE_CONFIG");
        command
    }

    fn output(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// What a command says when it succeeds.
    #[track_caller]
    pub fn says(&self, arguments: &[&str]) -> String {
        let output = self.output(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// What a command complains of when it fails.
    #[track_caller]
    pub fn complains(&self, arguments: &[&str]) -> String {
        let output = self.output(arguments);
        assert!(!output.status.success(), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    }
}

/// A running hub; it is killed, not asked, when the test ends.
struct Server {
    child: Child,
    url: String,
}

impl Server {
    fn start(place: &Place) -> Self {
        let mut child = place.command(&["serve"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("listening on ").unwrap().to_owned();
        Self { child, url }
    }

    async fn post(&self, path: &str, token: &str, body: &Value) -> Value {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let request = reqwest::Client::new().post(format!("{}{path}", self.url)).bearer_auth(token).json(body);
        request.send().await.unwrap().json().await.unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn code(said: &str) -> &str {
    said.lines().next().and_then(|line| line.rsplit(": ").next()).unwrap()
}

#[tokio::test]
async fn what_was_acknowledged_survives_a_kill() {
    let place = Place::new();
    place.says(&["import", "library.json"]);
    let (rep, marketer) = (
        place.says(&["invite", "--name", "Dana", "--role", "rep"]),
        place.says(&["invite", "--name", "Mo", "--role", "marketer"]),
    );
    let server = Server::start(&place);
    let token = server.post("/v1/enrolments", "", &json!({"code": code(&rep)})).await["token"].clone();
    let reports: Vec<Value> = (0..20).map(report).collect();
    for report in &reports {
        let answer = server.post("/v1/reports", token.as_str().unwrap(), report).await;
        assert_eq!(answer["id"], report["id"], "{answer}");
    }
    drop(server);

    let server = Server::start(&place);
    // A client that did not hear the answer sends again.
    server.post("/v1/reports", token.as_str().unwrap(), &reports[19]).await;
    let mo = server.post("/v1/enrolments", "", &json!({"code": code(&marketer)})).await["token"].clone();
    let inbox = reqwest::Client::new().get(format!("{}/v1/inbox", server.url)).bearer_auth(mo.as_str().unwrap());
    let inbox: Value = inbox.send().await.unwrap().json().await.unwrap();
    assert_eq!(inbox["reports"].as_array().map(Vec::len), Some(20));
}

fn report(number: u32) -> Value {
    json!({
        "id": format!("00000000-0000-4000-8000-{number:012}"), "revision": 1, "record": "odoo-main/crm.lead/1",
        "objection": "price", "heard_at": "2026-11-20T11:00:00Z", "words": null, "severity": null, "competitor": null,
        "withdrawn": false,
    })
}

#[test]
fn an_import_with_one_bad_entry_imports_nothing() {
    let place = Place::new();
    place.write("bad.json", &LIBRARY.replace("https://content", "content"));
    assert_eq!(
        place.complains(&["import", "bad.json"]),
        "plumbline-hub: bad.json: entry 1: content: field url: 'content.example.com/cost' does not start with https:// or http://\n"
    );
    assert!(!place.says(&["export"]).contains("cost"));
    place.says(&["import", "library.json"]);
    place.says(&["import", "library.json"]);
    place.says(&["export", "--out", "out.json"]);
    assert_eq!(place.says(&["import", "out.json"]), "0 added, 0 changed, 3 as before\n");
}

#[test]
fn people_are_invited_listed_and_revoked() {
    let place = Place::new();
    place.says(&["invite", "--name", "Dana", "--role", "rep", "--expires", "30m"]);
    place.says(&["invite", "--name", "Dana", "--role", "rep"]);
    assert_eq!(place.says(&["people"]), "Dana (rep)\n");
    let check = |arguments: &[&str], expect: &str| {
        assert_eq!(place.complains(arguments), format!("plumbline-hub: {expect}\n"), "{arguments:?}");
    };
    check(&["invite", "--name", "Dana", "--role", "admin"], "Dana is known as rep; a role cannot be changed yet");
    check(&["invite", "--name", " ", "--role", "rep"], "--name: must have 1 to 100 characters");
    check(
        &["invite", "--name", "Sam", "--role", "rep", "--expires", "soon"],
        "--expires: 'soon' is not a duration such as \"15s\", \"90m\", \"2h\" or \"1h 30m\"",
    );
    check(
        &["invite", "--name", "Sam", "--role", "rep", "--crm-user", "sam"],
        "--crm-user: odoo-main: Odoo cannot be reached",
    );
    check(&["revoke", "nobody"], "nobody and no browser is called 'nobody'; see plumbline-hub people");
}

#[test]
fn a_wrong_configuration_is_said_by_every_command() {
    let place = Place::new();
    place.write("wrong.toml", &CONFIG.replace("calendar = ", "calender = "));
    for command in ["serve", "check", "people", "export"] {
        let complaint = place.complains(&["--config", "wrong.toml", command]);
        assert_eq!(
            complaint, "plumbline-hub: wrong.toml:15: unknown key 'calender', did you mean 'calendar'?\n",
            "{command}"
        );
    }
}

#[test]
fn a_person_is_forgotten_by_the_name_of_their_record() {
    let place = Place::new();
    let said = place.says(&["erase", "odoo-main/res.partner/7"]);
    let expect = "it was never read; nothing that is read of it later will be kept\n\
                  erased from 0 reports, and 0 notes will not be left in the CRM\n\
                  copies that `backup` wrote, and CRMs, still have what they had\n";
    assert_eq!(said, expect);
    let check = |record: &str, expect: &str| {
        assert_eq!(place.complains(&["erase", record]), format!("plumbline-hub: {expect}\n"));
    };
    check("res.partner/7", "'res.partner/7' does not name a record; it is written crm/object/id");
    check("hubspot/0-1/7", "no [[crm]] has the id 'hubspot'");
}

#[test]
fn a_backup_is_a_database_of_its_own() {
    let place = Place::new();
    place.says(&["import", "library.json"]);
    place.says(&["backup", "copy.db"]);
    assert_eq!(place.complains(&["backup", "copy.db"]), "plumbline-hub: copy.db is there already; name a new file\n");
    let from_copy = place.says(&["--database", "sqlite:copy.db", "export"]);
    assert!(from_copy.contains("Too expensive"));
}
