// A certificate of one's own: the files as they came, and the passphrase of the key.
import { Alert, Button, FileInput, Group, PasswordInput, Stack, Text } from "@mantine/core";
import { IconCertificate, IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useAct } from "../shared/act.ts";
import { ask } from "../shared/api.ts";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";

/** What one request of the box holds, as base64. */
const mostBytes = 44_000;

export function BringCertificate() {
  const { say } = useWords();
  const [files, setFiles] = useState<File[]>([]);
  const [passphrase, setPassphrase] = useState("");
  const large = files.reduce((sum, { size }) => sum + size, 0) > mostBytes;
  const { mutate, isPending, error, isSuccess } = useAct(
    async () => ask("PUT /api/v1/certificate", { body: { files: await Promise.all(files.map(base64)), passphrase } }),
    () => {
      setFiles([]);
      setPassphrase("");
    },
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <Stack>
        <Text>{say("admin.certificate.bring.what")}</Text>
        <FileInput
          multiple
          clearable
          label={say("admin.certificate.bring.files")}
          placeholder={say("admin.certificate.bring.choose")}
          leftSection={<IconCertificate size={18} aria-hidden />}
          clearButtonProps={{ "aria-label": say("page.close") }}
          accept=".pem,.crt,.cer,.der,.key,.pfx,.p12,.p7b,.txt"
          styles={{ placeholder: { color: "var(--mantine-color-dimmed)" } }}
          value={files}
          onChange={setFiles}
          error={large ? say("admin.certificate.bring.large") : undefined}
        />
        <PasswordInput
          label={say("admin.certificate.bring.passphrase")}
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          autoComplete="off"
        />
        <Told error={error} />
        {isSuccess && files.length === 0 && (
          <Alert color="green" icon={<IconCircleCheck aria-hidden />} role="status">
            {say("admin.certificate.bring.done")}
          </Alert>
        )}
        <Group>
          <Button type="submit" loading={isPending} disabled={files.length === 0 || large}>
            {say("admin.certificate.bring.act")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const base64 = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
