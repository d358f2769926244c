// The picture never leaves the page but through the file field, as one that was chosen from a folder does.
let stream = null;

export async function open(video) {
  close();
  let camera;
  try {
    camera = await navigator.mediaDevices.getUserMedia({
      audio: false, video: { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1080 } },
    });
  } catch (why) {
    return { NotAllowedError: 'refused', NotReadableError: 'busy' }[why.name] ?? 'none';
  }
  stream = camera;
  // The dialog was closed while the browser asked.
  if (!video.isConnected) {
    close();
    return 'none';
  }
  video.srcObject = camera;
  await video.play();
  return 'on';
}

export async function take(video, picker) {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  canvas.getContext('2d').drawImage(video, 0, 0);
  const picture = await new Promise(done => canvas.toBlob(done, 'image/jpeg', 0.9));
  const files = new DataTransfer();
  files.items.add(new File([picture], 'card.jpg', { type: picture.type }));
  picker.files = files.files;
  picker.dispatchEvent(new Event('change', { bubbles: true }));
}

export function close() {
  stream?.getTracks().forEach(track => track.stop());
  stream = null;
}
